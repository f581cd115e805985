import { describe, expect, it } from "vitest";
import { codesOf, modelOf, schemaRead, withSchema } from "./reading.ts";

const here = "#/paths/~1pets/get/parameters/0/schema";
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const withComponents = (schemas: object): object => ({ components: { schemas } });

describe("a schema of OpenAPI 3.0 becomes JSON Schema 2020-12 in its place", () => {
  it.each([
    [{ type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      { type: "string", nullable: false },
      { type: "string", nullable: false },
    ],
    [
      { type: "string", nullable: true, enum: ["a"] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
    [{ exclusiveMinimum: true }, {}],
    [{ nullable: true, anyOf: [{ type: "string" }] }, { anyOf: [{ type: "string" }, { type: "null" }] }],
    [{ nullable: true, allOf: [{ type: "object" }] }, { allOf: [{ anyOf: [{ type: "object" }, { type: "null" }] }] }],
    [{ nullable: true, oneOf: [{ type: "string", nullable: true }] }, { oneOf: [{ type: ["string", "null"] }] }],
    [
      { items: { type: "string", nullable: true }, type: "array" },
      { items: { type: ["string", "null"] }, type: "array" },
    ],
    [{ default: { nullable: true, type: "string" } }, { default: { nullable: true, type: "string" } }],
  ])("%j is %j", async (schema, want) => {
    expect(await schemaRead(schema, {}, "3.0.3")).toEqual(want);
  });

  it("has nothing beside a $ref, which 3.1 has", async () => {
    const schema = { ...ref("A"), maxLength: 1 };
    const more = withComponents({ A: { type: "string" } });
    expect(await schemaRead(schema, more, "3.0.3")).toEqual(ref("A"));
    expect(await schemaRead(schema, more, "3.1.0")).toEqual(schema);
    expect(await codesOf(withSchema(schema, more, "3.0.3"))).toEqual([`ignoredSibling ${here}/maxLength`]);
    expect(await codesOf(withSchema({ ...ref("A"), description: "a" }, more, "3.0.3"))).toEqual([]);
  });
});

describe("what is no schema, keyword or value of a keyword is told and left out", () => {
  it.each([
    [{ required: "true" }, {}, "wrongType /required"],
    [{ required: ["a", 1] }, {}, "wrongType /required"],
    [{ type: "str" }, {}, "wrongType /type"],
    [{ maxLength: "5" }, {}, "wrongType /maxLength"],
    [{ maxLength: -1 }, {}, "wrongType /maxLength"],
    [{ minItems: 1.5 }, {}, "wrongType /minItems"],
    [{ enum: "a" }, {}, "wrongType /enum"],
    [{ enum: [] }, {}, "wrongType /enum"],
    [{ allOf: {} }, {}, "wrongType /allOf"],
    [{ anyOf: [{ type: "string" }, 1] }, { anyOf: [{ type: "string" }, true] }, "wrongType /anyOf/1"],
    [{ items: [{ type: "string" }] }, {}, "wrongType /items"],
    [{ properties: [] }, {}, "wrongType /properties"],
    [{ properties: { a: null } }, { properties: { a: true } }, "wrongType /properties/a"],
    [{ discriminator: "kind" }, {}, "wrongType /discriminator"],
    [{ exclusiveMinimum: true, minimum: 1 }, { exclusiveMinimum: 1 }, "outdatedKeyword /exclusiveMinimum"],
    [{ nullable: true }, { nullable: true }, "outdatedKeyword /nullable"],
    [{ pattern: String.raw`^[\w-.]+$` }, { pattern: String.raw`^[\w-.]+$` }, "invalidPattern /pattern"],
    [{ patternProperties: { "[": true } }, { patternProperties: { "[": true } }, "invalidPattern /patternProperties/["],
    [{ $schema: "http://json-schema.org/draft-04/schema#" }, {}, "unsupported /$schema"],
  ])("%j is %j: %s", async (schema, want, told) => {
    expect(await schemaRead(schema)).toEqual(want);
    expect(await codesOf(withSchema(schema))).toEqual([told.replace(" ", ` ${here}`)]);
  });

  it.each([
    { format: "unheard-of", type: "string" },
    { "x-anything": 1, unknown: { $ref: 5 } },
    { type: ["string", "null"], const: null, examples: [null] },
    { properties: { required: { type: "boolean" }, constructor: { type: "string" }, $ref: { type: "string" } } },
    { maximum: 1, minLength: 0, uniqueItems: false, required: [] },
    { default: { $ref: "#/nowhere" }, example: { $ref: "#/nowhere" }, enum: [{ $ref: "#/nowhere" }] },
  ])("%j stands as it is", async (schema) => {
    expect(await schemaRead(schema)).toEqual(schema);
    expect(await codesOf(withSchema(schema))).toEqual([]);
  });
});

describe("references", () => {
  it("lead to all schemas that they name, by any number of steps, sorted", async () => {
    const schemas = {
      C: { type: "string" },
      A: { items: ref("B") },
      B: { properties: { c: ref("C"), a: ref("A") } },
      D: {},
    };
    const model = await modelOf(withSchema(ref("A"), withComponents(schemas)));
    expect([...model.schemas.keys()]).toEqual(["A", "B", "C"].map((name) => `#/components/schemas/${name}`));
    expect(model.resolve("#/components/schemas/A")).toEqual({ items: ref("B") });
    expect(model.resolve("#/components/schemas/D")).toBeUndefined();
  });

  it.each([
    ["#/components/schemas/My%20Pet", { "My Pet": true }, "#/components/schemas/My Pet"],
    ["#/components/schemas/a~1b", { "a/b": true }, "#/components/schemas/a~1b"],
    ["#/components/schemas/A/properties/x", { A: { properties: { x: true } } }, "#/components/schemas/A/properties/x"],
    ["#/components/schemas/A/allOf/0", { A: { allOf: [{}] } }, "#/components/schemas/A/allOf/0"],
    ["#pet", { A: { $anchor: "pet" } }, "#/components/schemas/A"],
    ["https://pets.example/a", { A: { $id: "https://pets.example/a" } }, "#/components/schemas/A"],
    [
      "https://pets.example/a#/$defs/b",
      { A: { $id: "https://pets.example/a", $defs: { b: {} } } },
      "#/components/schemas/A/$defs/b",
    ],
    [
      "https://pets.example/a#b",
      { A: { $id: "https://pets.example/a", $defs: { b: { $anchor: "b" } } } },
      "#/components/schemas/A/$defs/b",
    ],
    ["api.json#/components/schemas/A", { A: {} }, "#/components/schemas/A"],
  ])("%s in %j is %s", async ($ref, schemas, want) => {
    expect(await schemaRead({ $ref }, withComponents(schemas))).toEqual({ $ref: want });
  });

  it("below an $id are relative to it", async () => {
    const A = {
      $id: "https://pets.example/a/",
      properties: { b: { $ref: "b" }, c: { $ref: "#/$defs/c" } },
      $defs: { c: {} },
    };
    const model = await modelOf(withSchema(ref("A"), withComponents({ A, B: { $id: "https://pets.example/a/b" } })));
    expect(model.resolve("#/components/schemas/A")).toMatchObject({
      properties: { b: ref("B"), c: { $ref: "#/components/schemas/A/$defs/c" } },
    });
  });

  it("of a discriminator's mapping are absolute too, names become references", async () => {
    const discriminator = { propertyName: "kind", mapping: { a: "A", b: "#/components/schemas/B" } };
    expect(await schemaRead({ discriminator }, withComponents({ A: {}, B: {} }))).toEqual({
      discriminator: { propertyName: "kind", mapping: { a: "#/components/schemas/A", b: "#/components/schemas/B" } },
    });
  });
});

describe("$dynamicRef", () => {
  const tree = { $id: "https://pets.example/tree", $dynamicAnchor: "node", items: { $dynamicRef: "#node" } };

  it("is a plain reference where only one anchor has the name", async () => {
    const model = await modelOf(withSchema(ref("Tree"), withComponents({ Tree: tree })));
    expect(model.resolve("#/components/schemas/Tree")).toEqual({ items: ref("Tree") });
    expect(model.diagnostics).toEqual([]);
  });

  it("is told where several have it", async () => {
    const strict = { $id: "https://pets.example/strict", $dynamicAnchor: "node", $ref: "tree" };
    const told = await codesOf(withSchema(ref("Tree"), withComponents({ Tree: tree, Strict: strict })));
    expect(told).toEqual(["dynamicReference #/components/schemas/Tree/items/$dynamicRef"]);
  });
});

describe("a schema that leads back to itself without going down", () => {
  it("reads a base type in allOf by what it says of itself", async () => {
    const schemas = {
      Pet: { type: "object", required: ["kind"], oneOf: [ref("Cat"), ref("Dog")] },
      Cat: { allOf: [ref("Pet"), { required: ["claws"] }] },
      Dog: { allOf: [ref("Pet"), { required: ["bark"] }] },
    };
    const model = await modelOf(withSchema(ref("Pet"), withComponents(schemas)));
    expect(model.resolve("#/components/schemas/Cat")).toEqual({
      allOf: [{ type: "object", required: ["kind"] }, { required: ["claws"] }],
    });
    expect(model.resolve("#/components/schemas/Pet")).toEqual(schemas.Pet);
    expect(model.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "circularSchema #/components/schemas/Cat/allOf/0/$ref",
      "circularSchema #/components/schemas/Dog/allOf/0/$ref",
    ]);
  });

  it.each([
    [{ anyOf: [ref("A"), { type: "string" }] }, { anyOf: [false, { type: "string" }] }],
    [ref("A"), {}],
    [{ items: ref("A") }, { items: ref("A") }],
    [{ properties: { next: { allOf: [ref("A")] } } }, { properties: { next: { allOf: [ref("A")] } } }],
  ])("%j is %j", async (A, want) => {
    const model = await modelOf(withSchema(ref("A"), withComponents({ A })));
    expect(model.resolve("#/components/schemas/A")).toEqual(want);
  });
});
