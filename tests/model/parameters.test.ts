import { describe, expect, it } from "vitest";
import type { Operation } from "../../model/index.ts";
import { api, codesOf, onlyOperation, operation } from "./reading.ts";

const at = "#/paths/~1pets/get";
const paths = (members: object): object => api({ paths: members });
const withParameter = (parameter: object, version?: string): object =>
  operation({ parameters: [{ name: "q", schema: {}, ...parameter }] }, {}, version);

describe("parameters", () => {
  const parameter = (name: string, place: string, more: object = {}): object => ({
    name,
    in: place,
    schema: {},
    ...more,
  });
  const names = ({ parameters }: Operation): readonly string[] => parameters.map((each) => `${each.in}.${each.name}`);

  it("of path item and operation are merged, those of the path in its order, header names in any case", async () => {
    const outer = [
      parameter("b", "path", { required: true }),
      parameter("X-H", "header"),
      parameter("q", "query", { required: true }),
    ];
    const inner = [parameter("q", "query"), parameter("x-h", "header"), parameter("a", "path", { required: true })];
    const members = { "/{a}/{b}": { parameters: outer, get: { operationId: "get", parameters: inner } } };
    const only = await onlyOperation(paths(members));
    expect(names(only)).toEqual(["path.a", "path.b", "header.x-h", "query.q"]);
    expect(only.parameters.at(-1)?.required).toBe(false);
  });

  it.each([
    [{ in: "query" }, { style: "form", explode: true, required: false, allowReserved: false }],
    [{ in: "header" }, { style: "simple", explode: false }],
    [{ in: "cookie" }, { style: "form", explode: true }],
    [
      { in: "query", style: "deepObject" },
      { style: "deepObject", explode: false },
    ],
    [
      { in: "query", style: "pipeDelimited", explode: true },
      { style: "pipeDelimited", explode: true },
    ],
    [
      { in: "query", allowReserved: true, deprecated: true, required: true },
      { allowReserved: true, deprecated: true, required: true },
    ],
    [
      { in: "query", schema: undefined, content: { "application/json": { schema: { type: "object" } } } },
      {
        mediaType: "application/json",
        schema: { schema: { type: "object" }, pointer: `${at}/parameters/0/content/application~1json/schema` },
      },
    ],
    [{ in: "query", schema: undefined }, { schema: { schema: true, pointer: `${at}/parameters/0` } }],
  ])("%j is %j", async (written, want) => {
    expect((await onlyOperation(withParameter(written))).parameters).toMatchObject([want]);
  });

  it.each([
    [{ in: "body" }, ["unknownParameterLocation /in"]],
    [{}, ["unknownParameterLocation "]],
    [{ in: "querystring" }, ["unknownParameterLocation /in"]],
    [{ in: "query", name: 5 }, ["wrongType /name", "namelessParameter "]],
    [{ in: "query", style: "matrix" }, ["unknownStyle "]],
    [{ in: "query", required: "true" }, ["wrongType /required"]],
    [{ in: "header", name: "Accept" }, ["ignoredHeaderParameter "]],
    [{ in: "path" }, ["optionalPathParameter ", "pathParameterNotInTemplate "]],
  ])("%j is told: %s", async (written, told) => {
    expect(await codesOf(withParameter(written))).toEqual(told.map((each) => each.replace(" ", ` ${at}/parameters/0`)));
  });

  it("may be the whole query string in 3.2", async () => {
    const content = { "application/x-www-form-urlencoded": {} };
    const document = operation({ parameters: [{ name: "q", in: "querystring", content }] }, {}, "3.2.0");
    expect((await onlyOperation(document)).parameters).toMatchObject([
      { in: "querystring", mediaType: Object.keys(content)[0] },
    ]);
  });

  it.each([
    [{ parameters: {} }, `wrongType ${at}/parameters`],
    [{ parameters: ["q"] }, `wrongType ${at}/parameters/0`],
    [{ parameters: [parameter("q", "query"), parameter("q", "query")] }, `duplicateParameter ${at}/parameters/1`],
  ])("%j is told", async (members, told) => {
    expect(await codesOf(operation(members))).toEqual([told]);
  });

  it("of the template that nothing describes are told", async () => {
    expect(await codesOf(paths({ "/{a}": { get: { operationId: "g" } } }))).toEqual([
      "undescribedPathParameter #/paths/~1{a}/get",
    ]);
  });
});

describe("examples", () => {
  const q = `${at}/parameters/0`;
  it.each([
    [{ example: 1 }, [["example", 1, `${q}/example`]]],
    [
      { examples: { a: { value: null }, b: { $ref: "#/components/examples/E" } } },
      [
        ["a", null, `${q}/examples/a/value`],
        ["b", 7, "#/components/examples/E/value"],
      ],
    ],
    [
      { schema: { example: 1, examples: [2, 3] } },
      [
        ["example", 1, `${q}/schema/example`],
        ["examples/0", 2, `${q}/schema/examples/0`],
        ["examples/1", 3, `${q}/schema/examples/1`],
      ],
    ],
    [{ schema: { $ref: "#/components/schemas/A" } }, [["example", "b", "#/components/schemas/B/example"]]],
    [
      { schema: { $ref: "#/components/schemas/B", examples: ["c"] } },
      [
        ["examples/0", "c", `${q}/schema/examples/0`],
        ["example", "b", "#/components/schemas/B/example"],
      ],
    ],
    [{ examples: { a: { externalValue: "a.json" } } }, []],
  ])("of %j", async (written, want) => {
    const schemas = { A: { $ref: "#/components/schemas/B" }, B: { example: "b" } };
    const more = { components: { examples: { E: { value: 7 } }, schemas } };
    const only = await onlyOperation(
      operation({ parameters: [{ name: "q", in: "query", schema: {}, ...written }] }, more),
    );
    expect(only.parameters[0]?.examples.map(({ name, value, pointer }) => [name, value, pointer])).toEqual(want);
  });
});
