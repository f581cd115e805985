import type { Operation } from "../../model/model.ts";
import { withLine } from "./contentTypes.ts";
import type { Oddity } from "./oddity.ts";

/** What a client may say that it accepts (RFC 9110, section 12.5.1): everything, what browsers say, nothing that there is. */
export function accepts({ id, responses, pointer }: Operation, operations: readonly Operation[]): readonly Oddity[] {
  const documented = responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType));
  const [first] = documented;
  if (first === undefined) return [];
  const [type] = first.split("/");
  const oddity = (name: string, accept: string): Oddity => ({
    name,
    at: "header.accept",
    pointer: `${pointer}/responses`,
    change: withLine(["accept", accept]),
  });
  return [
    oddity("notAcceptable", "application/x-not-documented"),
    oddity("anything", "*/*"),
    oddity("browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    oddity("range", `${type}/*;q=0.5, */*;q=0.1`),
    // The server has one reader of Accept: one operation is enough.
    ...(operations[0]?.id === id ? [oddity("malformedAccept", "*")] : []),
  ];
}
