import { date } from "../clock.ts";
import { isAnswered, type Exchange } from "../exchange.ts";

/** What a run waits at most for a target that asks for patience. */
const LONGEST_WAIT = 10_000;

/** Milliseconds after which a 429 or 503 asks to be sent again (RFC 9110, section 10.2.3: seconds or a date); undefined where it asks for nothing, or for more than a run waits. */
export function patienceFor({ answer }: Pick<Exchange, "answer">): number | undefined {
  if (!isAnswered(answer) || (answer.status !== 429 && answer.status !== 503)) return undefined;
  const text = answer.headers.find(([name]) => name.toLowerCase() === "retry-after")?.[1].trim();
  if (text === undefined || text === "") return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - date().getTime();
  return wait <= LONGEST_WAIT ? Math.max(0, wait) : undefined;
}
