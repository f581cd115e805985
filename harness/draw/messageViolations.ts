import type fc from "fast-check";
import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import type { Breaking } from "./violations.ts";

/** What the message around the values can have wrong: its content type, what it accepts. */
export function messageViolations(operation: Operation, base: fc.Arbitrary<Values>): readonly Breaking[] {
  const found: Breaking[] = [];
  const [media] = operation.requestBody?.content ?? [];
  if (media !== undefined && operation.requestBody?.content.every(({ mediaType }) => !mediaType.startsWith("*/"))) {
    const body = { mediaType: "application/x-not-documented", content: { bytes: "{}" } };
    const wrong = base.map((values) => ({ ...values, body }));
    found.push([
      { name: "mediaType", at: "header.content-type", pointer: `${operation.requestBody.pointer}/content` },
      wrong,
    ]);
  }
  if (operation.responses.some(({ content }) => content.length > 0)) {
    const refused = base.map((values) => ({
      ...values,
      header: { ...values.header, accept: "application/x-not-documented" },
    }));
    found.push([{ name: "notAcceptable", at: "header.accept", pointer: `${operation.pointer}/responses` }, refused]);
  }
  return found;
}
