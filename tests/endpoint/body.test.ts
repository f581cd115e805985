import { beforeAll, describe, expect, test } from "vitest";
import { endpoint, send, newFamily, type Family } from "./language.ts";
import { SERIALIZATION, refusal, type Refused } from "./refused.ts";

const at = endpoint();
let family: Family;
beforeAll(async () => {
  family = await newFamily(at);
});

describe("a body that cannot be read", () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
  const cases: readonly [what: string, body: string | Uint8Array, refused: Refused][] = [
    ["nothing", "", SERIALIZATION],
    ["blanks", "  ", SERIALIZATION],
    ["half an object", '{"routeResponseKey":', SERIALIZATION],
    ["a trailing comma", '{"a":1,}', SERIALIZATION],
    ["single quotes", "{'a':1}", SERIALIZATION],
    ["a comment", "{}//", SERIALIZATION],
    ["two documents", "{}{}", SERIALIZATION],
    ["NaN", '{"a":NaN}', SERIALIZATION],
    ["a leading zero", '{"a":01}', SERIALIZATION],
    ["a control character", '{"a":"\n"}', SERIALIZATION],
    ["a byte order mark", "\ufeff{}", SERIALIZATION],
    ["an array", "[]", SERIALIZATION],
    ["a string", '"{}"', SERIALIZATION],
    ["a number", "1", SERIALIZATION],
    ["true", "true", SERIALIZATION],
    ["null", "null", SERIALIZATION],
    ["UTF-16", Buffer.from('{"a":1}', "utf16le"), SERIALIZATION],
    ["a lone continuation byte", bytes(0x7b, 0x22, 0x80, 0x22, 0x3a, 0x31, 0x7d), SERIALIZATION],
    ["an overlong slash", bytes(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d), SERIALIZATION],
    ["an encoded surrogate", bytes(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d), SERIALIZATION],
    ["a million open arrays", "[".repeat(1_000_000), SERIALIZATION],
    ["a million nested objects", '{"a":'.repeat(1_000_000), SERIALIZATION],
    ["a million nested arrays", "[".repeat(1_000_000) + "]".repeat(1_000_000), SERIALIZATION],
  ];
  test.each(cases)("%s", async (_, body, refused) => {
    expect(await send(at, "PATCH", family.routeResponse, body, { "content-type": "application/json" })).toMatchObject(
      refusal(refused),
    );
  });

  test("but an unknown member may hold anything, a million deep", async () => {
    const deep = `{"x":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`;
    expect((await send(at, "PATCH", family.routeResponse, deep, { "content-type": "application/json" })).status).toBe(
      200,
    );
  });

  test("but of two equal keys the last counts", async () => {
    const twice = '{"modelSelectionExpression":"a","modelSelectionExpression":"b"}';
    const answer = await send(at, "PATCH", family.routeResponse, twice, { "content-type": "application/json" });
    expect(answer.body).toMatchObject({ modelSelectionExpression: "b" });
  });
});
