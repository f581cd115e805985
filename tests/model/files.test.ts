import { createServer } from "node:http";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReadOptions, readDocument } from "../../model/index.ts";
import { type Files, api, codesOf, modelOf, operation, readFiles, withSchema } from "./reading.ts";

const json = (value: object): string => JSON.stringify(value);
const refersTo = ($ref: string): string => json(withSchema({ $ref }));
const errorsOf = async (files: Files, options?: ReadOptions): Promise<readonly string[]> => {
  const outcome = await readFiles(files, options);
  return outcome.outcome === "read"
    ? []
    : outcome.diagnostics.flatMap(({ severity, message }) => (severity === "error" ? [message] : []));
};
const folders: string[] = [];
const folderIn = async (parent: string): Promise<string> => {
  const folder = await mkdtemp(join(parent, "covenant-files-"));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
const place = "#/paths/~1pets/get/parameters/0/schema/$ref";

describe("a document may lie in several files", () => {
  it.each([
    ["parts/pet.yaml#/Pet", { "parts/pet.yaml": "Pet: {type: string}" }, ["parts/pet.yaml#/Pet"]],
    ["./parts/pet.json", { "parts/pet.json": "{}" }, ["parts/pet.json#"]],
    ["parts/my%20pet.yaml#/Pet", { "parts/my pet.yaml": "Pet: {}" }, ["parts/my pet.yaml#/Pet"]],
    ["parts/a%23b.yaml#/Pet", { "parts/a#b.yaml": "Pet: {}" }, ["parts/a%23b.yaml#/Pet"]],
    [
      "a/a.yaml#/A",
      { "a/a.yaml": "A: {items: {$ref: '../b.yaml#/B'}}", "b.yaml": "B: {items: {$ref: '#/C'}}\nC: {}" },
      ["a/a.yaml#/A", "b.yaml#/B", "b.yaml#/C"],
    ],
    [
      "a.yaml#/A",
      { "a.yaml": "A: {items: {$ref: 'api.json#/components/schemas/A'}}" },
      ["#/components/schemas/A", "a.yaml#/A"],
    ],
  ])("%s", async ($ref, more, want) => {
    const document = withSchema({ $ref }, { components: { schemas: { A: {} } } });
    const model = await modelOf({ "api.json": json(document), ...more });
    expect([...model.schemas.keys()]).toEqual(want);
  });

  it.each([["https://pets.example/api"], ["api"], ["/api"], [""]])(
    "one that names itself with $self may be called %j",
    async (self) => {
      const q = { name: "q", in: "query", schema: { $ref: `${self}#/components/schemas/A` } };
      const components = { parameters: { q }, schemas: { A: { items: { $ref: `${self}#a` } }, B: { $anchor: "a" } } };
      const parameters = [{ $ref: `${self}#/components/parameters/q` }];
      const document = operation({ parameters }, { $self: "https://pets.example/api", components }, "3.2.0");
      expect([...(await modelOf(document)).schemas.keys()]).toEqual([
        "#/components/schemas/A",
        "#/components/schemas/B",
      ]);
    },
  );

  it("every part of an operation may stand in another", async () => {
    const parts = `
item:
  get: {operationId: getPet, parameters: [{$ref: '#/q'}], responses: {200: {$ref: 'more.yaml#/ok'}}}
q: {name: q, in: query, schema: {type: string}}`;
    const more = "ok: {description: ok, content: {application/json: {schema: {type: integer}}}}";
    const document = json(api({ paths: { "/pets": { $ref: "parts.yaml#/item" } } }));
    const model = await modelOf({ "api.json": document, "parts.yaml": parts, "more.yaml": more });
    const [only] = model.operations;
    expect(only?.parameters[0]?.schema.pointer).toBe("parts.yaml#/q/schema");
    expect(only?.responses[0]?.content[0]?.schema).toEqual({
      schema: { type: "integer" },
      pointer: "more.yaml#/ok/content/application~1json/schema",
    });
    expect(model.locate("parts.yaml#/q/in")).toMatchObject({ line: 4, column: 14 });
    expect(model.locate("parts.yaml#/q").file).toMatch(/parts\.yaml$/);
  });
});

describe("a reference that leads nowhere is an error at its own place", () => {
  it.each([
    [
      "#/components/schemas/Nobody",
      {},
      'Expected what "#/components/schemas/Nobody" names, but nothing stands there. Correct the reference or add the part.',
    ],
    [
      "#/paths/constructor",
      {},
      'Expected what "#/paths/constructor" names, but nothing stands there. Correct the reference or add the part.',
    ],
    ["#nobody", {}, /nothing stands there/],
    ["#/components/schemas/A/", {}, /nothing stands there/],
    ["other.yaml", {}, /but ".*other\.yaml" is of no use: it does not exist\.$/],
    ["other.yaml#/B", { "other.yaml": "A: {}" }, /nothing stands there/],
    ["other.yaml", { "other.yaml": "a: [" }, /line 1, column 5/],
    ["../outside.yaml", {}, /it (does not exist|lies outside the document's folder)/],
    ["https://pets.example/a.yaml", {}, /nothing is fetched from pets\.example; allow the host if you trust it/],
    ["data:,x", {}, /nothing is read by "data:"/],
    ["http://[", {}, /names no file/],
  ])("%s", async ($ref, more, message) => {
    const files = { "api.json": refersTo($ref), ...more };
    expect(await errorsOf(files)).toEqual([expect.stringMatching(message)]);
    expect(await codesOf(files)).toEqual([`unresolvedReference ${place}`]);
  });

  it("with the line of the $ref", async () => {
    const outcome = await readFiles({ "api.json": JSON.stringify(withSchema({ $ref: "#/a" }), undefined, 2) });
    expect(outcome).toMatchObject({
      outcome: "unusable",
      diagnostics: [{ severity: "error", place: { line: 17, column: 15 } }],
    });
  });

  it("but only a warning where nothing uses it", async () => {
    const model = await modelOf(api({ components: { schemas: { A: { items: { $ref: "#/nowhere" } } } } }));
    expect(model.diagnostics).toMatchObject([
      { severity: "warning", code: "unresolvedReference", pointer: "#/components/schemas/A/items/$ref" },
    ]);
  });

  it.each(["parameters", "responses"])("and one in %s that leads back to itself", async (kind) => {
    const circle = { a: { $ref: `#/components/${kind}/b` }, b: { $ref: `#/components/${kind}/a` } };
    const use = { $ref: `#/components/${kind}/a` };
    const members = kind === "parameters" ? { parameters: [use] } : { responses: { 200: use } };
    expect(await codesOf(operation(members, { components: { [kind]: circle } }))).toEqual([
      `circularReference #/components/${kind}/a/$ref`,
    ]);
  });
});

describe("what a reference may reach", () => {
  const outside = { "in/api.json": refersTo("../out.yaml#/A"), "out.yaml": "A: {}" };

  it("is the document's folder, unless root widens it", async () => {
    expect(await errorsOf(outside)).toEqual([expect.stringContaining("lies outside the document's folder")]);
    const folder = await folderIn(tmpdir());
    await writeFile(join(folder, "out.yaml"), "A: {}");
    const inner = await folderIn(folder);
    await writeFile(join(inner, "api.json"), refersTo("../out.yaml#/A"));
    const outcome = await readDocument(join(inner, "api.json"), { root: folder });
    expect(outcome.outcome === "read" ? [...outcome.model.schemas.keys()] : outcome).toEqual(["../out.yaml#/A"]);
  });

  it("is not what a symbolic link leads out to", async () => {
    const folder = await folderIn(tmpdir());
    const secret = await folderIn(tmpdir());
    await writeFile(join(secret, "secret.yaml"), "A: {}");
    await symlink(join(secret, "secret.yaml"), join(folder, "a.yaml"));
    await writeFile(join(folder, "api.json"), refersTo("a.yaml#/A"));
    expect(await readDocument(join(folder, "api.json"))).toMatchObject({
      outcome: "unusable",
      diagnostics: [{ message: expect.stringContaining("lies outside the document's folder") }],
    });
  });
});

describe("a file on another host", () => {
  const server = createServer((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location: "/a.yaml" }).end();
    else if (request.url === "/a.yaml") response.end("A: {items: {$ref: 'b.yaml#/B'}}");
    else if (request.url === "/b.yaml") response.end("B: {type: string}");
    else if (request.url === "/api.json") response.end(refersTo("a.yaml#/A"));
    else response.writeHead(404).end();
  });
  let host = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  });
  afterAll(() => void server.close());

  it("is fetched where the user allows the host, and what it refers to with it", async () => {
    const outcome = await readFiles({ "api.json": refersTo(`http://${host}/a.yaml#/A`) }, { allowRemote: [host] });
    expect(outcome.outcome === "read" ? [...outcome.model.schemas.keys()] : outcome).toEqual([
      `http://${host}/a.yaml#/A`,
      `http://${host}/b.yaml#/B`,
    ]);
  });

  it.each([
    ["/missing", "the server answered 404"],
    ["/moved", "it cannot be fetched"],
  ])("%s is refused: %s", async (path, reason) => {
    const errors = await errorsOf({ "api.json": refersTo(`http://${host}${path}#/A`) }, { allowRemote: [host] });
    expect(errors).toEqual([expect.stringContaining(reason)]);
  });

  it("may be the document itself", async () => {
    const outcome = await readDocument(`http://${host}/api.json`);
    expect(outcome.outcome === "read" ? [...outcome.model.schemas.keys()] : outcome).toEqual([
      "a.yaml#/A",
      "b.yaml#/B",
    ]);
  });
});

describe("the digest", () => {
  const digest = async (files: Files): Promise<string> => (await modelOf(files)).document.digest;
  const files = { "api.json": refersTo("a.yaml#/A"), "a.yaml": "A: {}", "unused.yaml": "B: {}" };

  it("is of every byte that was read and of nothing else", async () => {
    expect(await digest(files)).toBe(await digest({ ...files, "unused.yaml": "C: {}" }));
    expect(await digest(files)).not.toBe(await digest({ ...files, "a.yaml": "A: {} " }));
  });
});
