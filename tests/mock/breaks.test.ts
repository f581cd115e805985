import { describe, expect, test } from "vitest";
import type { Answer } from "../../harness/targets/target.ts";
import type { HeaderLine } from "../../runtime/wire.ts";
import { get, json, mocked, ofType, post, request, says, show } from "./language.ts";

const id = { name: "id", in: "path", required: true, ...ofType("string") };
const closed = { type: "object", additionalProperties: false, properties: { a: {} } };
const aString = { type: "object", properties: { a: { type: "string" } } };

const document = {
  openapi: "3.1.0",
  info: { title: "mock", version: "1" },
  paths: {
    "/any": post({}, 200, 400),
    "/closed": post(closed, 200, 400),
    "/things/{id}": get(id),
    "/lists/{id}": get({ ...id, schema: { type: "array", items: { type: "string" } } }),
    "/fine": says(json(aString, { example: { a: "b" } })),
    "/listing": says({ headers: { "x-a": { schema: { type: "array", items: { type: "string" } } } } }),
  },
};

const { prism } = await mocked(document);
type Row<First> = [first: First, string, line: string, headers?: HeaderLine[]];

const send = (line: string, headers?: readonly HeaderLine[]): Promise<Answer> =>
  prism.send(request(line, headers), { deadline: 5000 });

describe("what breaks Prism is the mock's fault, and the mock goes on", () => {
  test.each([
    ["a body cut short", "hangs", 'POST /any {"a'],
    ["a byte order mark", "hangs", "POST /any \ufeff{}"],
    ["NaN", "hangs", "POST /any NaN"],
    ["a trailing comma", "hangs", "POST /any [1,]"],
    ["a violation that names a character beyond U+00FF", "dies", 'POST /closed {"漢":1}'],
    ["a path segment that does not decode", "dies", "GET /things/a%b"],
    ["a path parameter of type array", "dies", "GET /lists/a,b"],
    ["a response header of type array", "dies", "GET /listing"],
    ["the path //", "internal", "GET //"],
    ["a preference for an example that is not there", "internal", "GET /fine", [["prefer", "code=200, example=x"]]],
    ["an Accept that is none", "dies", "GET /fine", [["accept", "*"]]],
    ["a content type that is none", "internal", "POST /any 1", [["content-type", ";;;"]]],
  ] satisfies Row<string>[])("%s: %s", async (...[_rule, want, line, headers]: Row<string>) => {
    const answer = await send(line, headers);
    expect(show(answer)).toBe(want);
    expect(answer).toMatchObject({ request: request(line, headers), detail: expect.stringMatching(/./) });
    expect(show(await send("GET /fine"))).toBe("200");
  });

  test("of many requests at the same time only the one that kills it is blamed", async () => {
    const lines = Array.from({ length: 20 }, (_, n) => (n === 7 ? "GET /things/%FF" : "GET /fine"));
    const outcomes = await Promise.all(lines.map(async (line) => show(await send(line))));
    expect(outcomes).toEqual(lines.map((line) => (line === "GET /fine" ? "200" : "dies")));
  });

  test("of an operation that hangs it again and again nothing more is sent, of others all", async () => {
    const release = new Promise<void>(() => undefined);
    const hang = (operation: string): Promise<Answer> =>
      prism.send(request("POST /any {}"), { deadline: 100, release, operation });
    const answers = [await hang("any"), await hang("any"), await hang("any"), await hang("any"), await hang("other")];
    expect(answers.map(show)).toEqual(answers.map(() => "hangs"));
    expect(answers.map((answer) => "detail" in answer && answer.detail.startsWith("not sent"))).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });
});
