import { describe, expect, test } from "vitest";
import { classify } from "../../../harness/wire/classify.ts";
import type { Schema } from "../../../model/model.ts";
import { body, operation, posted, schemas } from "./language.ts";

/** What the judge says of a body under this Content-Length: `valid`, `undecidable`, or where and what is broken. */
function judged(length: string, content: string, schema: Schema = true): string {
  const taking = operation({ method: "POST", requestBody: body({ "application/json": schema }) });
  const said = classify(taking, posted(content, "application/json", [["content-length", length]]), schemas);
  return said.kind === "invalid" ? said.failures.map(({ at, keyword }) => `${at} ${keyword}`).join(", ") : said.kind;
}

describe("the body is as long as Content-Length says", () => {
  test.each([
    ["the right length", "2", "{}", "valid"],
    ["in octets, not in characters", "8", '{"é":1}', "valid"],
    ["one less: the text lacks its end", "1", "{}", "body json"],
    ["less, of what is valid all the same", "1", "12", "valid"],
    ["nothing", "0", "{}", "body required"],
    ["more than there is: a server may have read enough", "3", "{}", "undecidable"],
    ["more than there is, and what is there lacks its end", "2", "{", "body json"],
    ["no number: the client's to refuse", "x", "{}", "valid"],
  ])("%s", (_, length, content, wanted) => expect(judged(length, content)).toBe(wanted));

  test("what is cut off is no part of the value", () =>
    expect(judged("1", "12", { minimum: 10 })).toBe("body minimum"));
});
