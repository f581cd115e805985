import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textUndamaged } from "../../../harness/checks/textUndamaged.ts";
import type { Schema } from "../../../model/model.ts";
import { body, operation, request, response } from "../wire/language.ts";
import { said } from "./language.ts";

const JSON_LINE = ["content-type", "application/json"] as const;
const named: Schema = { type: "object", properties: { name: {}, inner: {} } };

interface Exchanged {
  readonly method?: string;
  readonly status?: number;
  readonly schemas?: readonly [request: Schema, response: Schema];
}

/** What is said where a body is sent and a body is shown; a PUT that is answered 200, unless told otherwise. */
function exchanged(sent: unknown, shown: unknown, given: Exchanged = {}): string {
  const { method = "PUT", status = 200, schemas: [sending, showing] = [named, named] } = given;
  const answer = { ...response(String(status)), content: body({ "application/json": showing }).content };
  const put = operation({ method, requestBody: body({ "application/json": sending }), responses: [answer] });
  const asked = request("/things", { method, headers: [JSON_LINE], body: JSON.stringify(sent) });
  return said(textUndamaged, {
    operation: put,
    request: asked,
    status,
    headers: [JSON_LINE],
    body: JSON.stringify(shown),
  });
}
const echoed = (sent: string, shown: string): string => exchanged({ name: sent }, { name: shown });

describe("a text that came back in a way that only damage explains", () => {
  test.each([
    ["UTF-8 read as Latin-1", "é", "Ã©", "misread"],
    ["UTF-8 read as Windows-1252", "€", "â‚¬", "misread"],
    ["Latin-1 read as UTF-8", "é", "\ufffd", "undecoded"],
    ["each octet by itself", "a漢b", "a\ufffd\ufffd\ufffdb", "undecoded"],
    ["written in ASCII", "Größen", "Gr??en", "unencoded"],
    ["written in Latin-1", "Grüße 漢", "Grüße ?", "unencoded"],
    ["a mark for each surrogate", "smile 😀", "smile ??", "unencoded"],
    ["the low bytes alone", "＜script＞", "\u001cscript\u001e", "halved"],
    ["ended by NUL", "before\0after", "before", "cut"],
    ["ended by what a column of three bytes cannot hold", "before😀after", "before", "cut"],
  ])("%s: violates", (_, sent, shown, wanted) => expect(echoed(sent, shown)).toBe(wanted));
});

describe("what a server may mean to do is undecided", () => {
  test.each([
    ["trimmed", " é ", "é"],
    ["in lower case", "ÉA", "éa"],
    ["composed", "e\u0301", "é"],
    ["compatible", "ﬁ", "fi"],
    ["without what is not seen", "a\u200bb\u202e", "ab"],
    ["without NUL", "a\0b", "ab"],
    ["escaped for HTML", "<b>&", "&lt;b&gt;&amp;"],
    ["decoded as in a URL", "%2e%2e%2f%00", "../\0"],
    ["encoded as in a URL", "é", "%C3%A9"],
  ])("%s", (_, sent, shown) => expect(echoed(sent, shown)).toBe("undecided"));
});

describe("another text is no echo", () => {
  test.each([
    ["at all", "é", "another"],
    ["that is short: it may be there by chance", "漢", "?"],
    ["that is short and a part", "a\0b", "a"],
    ["that is a part for other reasons", "covenant é", "covenant"],
    ["in the stead of half a surrogate pair", "a\ud835", "a\ufffd"],
    ["in the stead of a noncharacter, as Unicode advises", "a\uffff", "a\ufffd"],
    ["with the same damage in what was sent", "a\ufffdé", "a\ufffd\ufffd"],
  ])("%s: conforms", (_, sent, shown) => expect(echoed(sent, shown)).toBe("conforms"));
});

const misread = [{ name: "é" }, { name: "Ã©" }] as const;
const pet: Schema = { $ref: "#/components/schemas/Pet" };

describe("an answer is looked at", () => {
  test.each<readonly [string, Exchanged, string]>([
    ["of a PATCH", { method: "PATCH" }, "misread"],
    ["of a creation", { method: "POST", status: 201 }, "misread"],
    ["of the schema that was sent", { method: "POST", schemas: [pet, pet] }, "misread"],
    ["that may be a converter's: not", { method: "POST" }, "conforms"],
    ["that refuses: not", { status: 400 }, "conforms"],
  ])("%s", (_, given, wanted) => expect(exchanged(...misread, given)).toBe(wanted));

  test.each([
    ["below", { inner: { a: ["é"] } }, { inner: { a: ["Ã©"] } }, "misread"],
    ["at another place: not", { inner: { a: "é" } }, { inner: { b: "Ã©" } }, "conforms"],
    ["in a list of another length: not", { inner: ["é"] }, { inner: ["Ã©", "a"] }, "conforms"],
  ])("%s", (_, sent, shown, wanted) => expect(exchanged(sent, shown)).toBe(wanted));

  test("unless the request is invalid", () =>
    expect(exchanged(...misread, { schemas: [{ required: ["id"] }, true] })).toBe("conforms"));
});

test("a text that came back as it was sent conforms, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(echoed(text, text)).toBe("conforms");
    }),
  );
});

test("a text in ASCII is never called damaged, whatever comes back", () => {
  const ascii = fc.string({ unit: "binary-ascii" }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(ascii, fc.string({ unit: "binary" }), (sent, shown) => {
      expect(["conforms", "undecided"]).toContain(echoed(sent, shown));
    }),
  );
});
