import { expect, it } from "vitest";
import { readDocument } from "../../model/index.ts";
import { readFiles, readText } from "./reading.ts";

const reasonOf = async (text: string | Uint8Array, name: string): Promise<string> => {
  const outcome = await readText(typeof text === "string" ? text : new TextDecoder("latin1").decode(text), name);
  if (outcome.outcome === "read") return "read";
  return outcome.diagnostics.map(({ message, place }) => `${place.line}:${place.column} ${message}`).join("\n");
};
const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

it("a file that does not exist is named, with what to do", async () => {
  expect(await readDocument("x.yaml")).toMatchObject({
    outcome: "unusable",
    diagnostics: [
      {
        severity: "error",
        message: 'Expected an OpenAPI document, but "x.yaml" does not exist. Check the path.',
        place: { file: "x.yaml" },
      },
    ],
  });
});

it("a folder is no document", async () => {
  expect(await readDocument(".")).toMatchObject({
    diagnostics: [{ message: 'Expected an OpenAPI document, but "." is a folder. Check the path.' }],
  });
});

it.each([
  ["api.yaml", "a: [1\nb: 2", /^2:1 Expected JSON or YAML, but line 2, column 1 is neither: /],
  [
    "api.json",
    '{"openapi": "3.1.0",}',
    /^1:21 Expected JSON or YAML, but line 1, column 21 is neither: Expected double-quoted property name\.$/,
  ],
  ["api.json", "", /^1:1 .*Unexpected end of JSON input\.$/],
  ["api.yaml", "", /^1:1 Expected an OpenAPI document, which is an object, but null came\.$/],
  ["api.yaml", "hello", /which is an object, but "hello" came/],
  ["api.json", "[]", /which is an object, but an array came/],
  [
    "api.yaml",
    "a: 1",
    /Expected OpenAPI 2\.0, 3\.0, 3\.1 or 3\.2, but ".*api\.yaml" has neither "openapi" nor "swagger"\. Check that it is the right file\.$/,
  ],
  ["api.yaml", "info: {}\nopenapi: 4.0.0", /^2:1 .* says "4\.0\.0"/],
  ["api.yaml", "openapi: {}", /^1:1 .* says an object/],
  ["api.yaml", "swagger: '1.2'", /says "1\.2"/],
  ["api.yaml", "asyncapi: 3.0.0", /has neither/],
])("%s %j is unusable", async (name, text, reason) => {
  expect(await reasonOf(text, name)).toMatch(reason);
});

it.each([
  ["openapi: 3.0", "3.0"],
  ["openapi: 3.1", "3.1"],
  ["swagger: 2.0", "2.0"],
  ["openapi: 3.0.4-rc1", "3.0.4-rc1"],
  ["\uFEFFopenapi: 3.1.0", "3.1.0"],
  ['{"openapi": "3.1.0"}', "3.1.0"],
  ["{openapi: 3.1.0}", "3.1.0"],
])("%j is a document of version %s, however little it says", async (text, version) => {
  expect(await readText(text)).toMatchObject({
    outcome: "read",
    model: { operations: [], document: { openapi: version } },
  });
});

it.each([
  ["deep JSON", "api.json", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, /nested deeper than 500 levels/],
  [
    "deep JSON with a number to keep",
    "api.json",
    `{"a":${"[".repeat(50_000)}1.5${"]".repeat(50_000)}}`,
    /nested deeper than 500 levels/,
  ],
  ["deep YAML", "api.yaml", `a: ${"[".repeat(10_000)}`, /nested too deeply/],
  [
    "an alias bomb",
    "api.yaml",
    [
      "a0: &a0 [x,x,x,x,x,x,x,x,x]",
      ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join()}]`),
    ].join("\n"),
    /aliases stand for more than 1000000 values/,
  ],
  [
    "nesting by aliases",
    "api.yaml",
    Array.from(
      { length: 10 },
      (_, i) => `a${i + 1}: &a${i + 1} ${"[".repeat(60)}${i === 0 ? "" : `*a${i}`}${"]".repeat(60)}`,
    ).join("\n"),
    /nested deeper than 500 levels/,
  ],
  ["an alias in itself", "api.yaml", "a: &a [*a]", /the alias \*a has no anchor &a that ends before it/],
])("%s is refused", async (_kind, name, text, reason) => {
  expect(await reasonOf(text, name)).toMatch(reason);
});

it.each([
  ["a name of a million characters", { [`a${"b".repeat(1_000_000)}`]: 1 }],
  ["a text of ten million, all of it escaped", { a: '"'.repeat(5_000_000) }],
  ["twenty thousand members", Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i]))],
])("%s is read", async (_kind, extension) => {
  expect(await readText(JSON.stringify({ openapi: "3.1.0", "x-a": extension }), "api.json")).toMatchObject({
    outcome: "read",
  });
});

it("names of JavaScript's own are names like others", async () => {
  const document = `${head}paths:
  /__proto__/{constructor}:
    get:
      operationId: toString
      parameters: [{name: constructor, in: path, required: true, schema: {$ref: '#/components/schemas/__proto__'}}]
      responses: {}
components: {schemas: {__proto__: {properties: {__proto__: {type: string}, hasOwnProperty: {type: integer}}}}}`;
  const outcome = await readFiles({ "api.yaml": document });
  const schema = outcome.outcome === "read" ? outcome.model.resolve("#/components/schemas/__proto__") : undefined;
  expect(JSON.stringify(schema)).toBe(
    '{"properties":{"__proto__":{"type":"string"},"hasOwnProperty":{"type":"integer"}}}',
  );
  expect(outcome).toMatchObject({
    model: { operations: [{ id: "toString", parameters: [{ name: "constructor" }] }], diagnostics: [] },
  });
});

it("fields of the wrong type are told and the rest is read", async () => {
  const document = `${head}tags: 5
servers: {}
security: none
paths:
  /pets:
    get:
      operationId: getPet
      tags: [a, 5]
      deprecated: "yes"
      summary: [no]
      responses: {200: {description: 5, content: [], headers: {x-a: 5}}}
    post: {operationId: postPet, requestBody: 5, responses: []}`;
  const outcome = await readText(document);
  const model = outcome.outcome === "read" ? outcome.model : undefined;
  expect(model?.operations.map(({ id, tags }) => [id, tags])).toEqual([
    ["getPet", ["a"]],
    ["postPet", []],
  ]);
  expect(model?.diagnostics.map(({ code, pointer, place }) => `${code} ${pointer} ${place.line}`).toSorted()).toEqual([
    "wrongType #/paths/~1pets/get/deprecated 11",
    "wrongType #/paths/~1pets/get/responses/200/content 13",
    "wrongType #/paths/~1pets/get/responses/200/description 13",
    "wrongType #/paths/~1pets/get/summary 12",
    "wrongType #/paths/~1pets/get/tags/1 10",
    "wrongType #/paths/~1pets/post/requestBody 14",
    "wrongType #/paths/~1pets/post/responses 14",
    "wrongType #/security 5",
    "wrongType #/servers 4",
  ]);
});
