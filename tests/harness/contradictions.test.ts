import { expect, test } from "vitest";

import { contradictions } from "../../harness/contradictions.ts";
import { schemaEngine } from "../../harness/schema/index.ts";
import { viewsOf } from "../../harness/views.ts";
import { readObject } from "./credentials/language.ts";

const integer = { type: "integer" };
const secret = { type: "object", required: ["s"], properties: { s: { type: "string", readOnly: true } } };

/** Where the examples of one operation contradict their schemas. */
async function told(operation: object): Promise<readonly string[]> {
  const responses = { 200: { description: "" } };
  const paths = { "/a": { post: { responses, ...operation } } };
  const model = await readObject({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths });
  return contradictions(model.operations, viewsOf(model, schemaEngine(model.resolve))).map(({ pointer, message }) => {
    const reason = /but (.*) breaks (\w+)/.exec(message)?.slice(1).join(" ");
    return `${pointer.replace("#/paths/~1a/post", "")} ${reason}`;
  });
}

const parameter = (more: object): object => ({ parameters: [{ name: "q", in: "query", schema: integer, ...more }] });
const sends = (type: string, content: object): object => ({ requestBody: { content: { [type]: content } } });
const answers = (content: object): object => ({
  responses: { 200: { description: "", content: { "application/json": content } } },
});

test.each([
  ["a parameter's", parameter({ example: "x" }), ["/parameters/0/example it type"]],
  [
    "one of several",
    parameter({ examples: { a: { value: 1 }, b: { value: "x" } } }),
    ["/parameters/0/examples/b/value it type"],
  ],
  [
    "a body's",
    sends("application/json", { schema: { properties: { a: integer } }, example: { a: "x" } }),
    ["/requestBody/content/application~1json/example its /a type"],
  ],
  [
    "an answer's",
    answers({ schema: integer, example: "x" }),
    ["/responses/200/content/application~1json/example it type"],
  ],
  [
    "the schema's own",
    answers({ schema: { ...integer, examples: ["x"] } }),
    ["/responses/200/content/application~1json/schema/examples/0 it type"],
  ],
  [
    "an answer's without what is readOnly",
    answers({ schema: secret, example: {} }),
    ["/responses/200/content/application~1json/example it required"],
  ],
  ["a body's without what is readOnly is right", sends("application/json", { schema: secret, example: {} }), []],
  ["XML as a text is right", sends("application/xml", { schema: secret, example: "<a/>" }), []],
  ["what the schema allows is right", parameter({ example: 1 }), []],
] satisfies (readonly [string, object, string[]])[])(
  "an example that contradicts its schema is told: %s",
  async (_title, operation, places) => {
    expect(await told(operation)).toEqual(places);
  },
);
