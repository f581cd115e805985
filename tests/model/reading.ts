import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type Diagnostic,
  type Model,
  type Operation,
  type ReadOptions,
  type ReadOutcome,
  readDocument,
} from "../../model/index.ts";

/** Files by name, the first of them the document. */
export type Files = Readonly<Record<string, string>>;

/** Reads the first of the files from a folder that is gone afterwards. */
export async function readFiles(files: Files, options: ReadOptions = {}): Promise<ReadOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "covenant-model-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return await readDocument(join(folder, Object.keys(files)[0] ?? ""), options);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function readText(text: string, name = "api.yaml"): Promise<ReadOutcome> {
  return readFiles({ [name]: text });
}

/** The model of a document that must be usable. */
export async function modelOf(document: string | object | Files): Promise<Model> {
  const outcome = await readFiles(filesOf(document));
  if (outcome.outcome === "read") return outcome.model;
  throw new Error(outcome.diagnostics.map(({ message }) => message).join("\n"));
}

/** Everything that was told of a document, usable or not. */
export async function toldOf(document: string | object | Files): Promise<readonly Diagnostic[]> {
  const outcome = await readFiles(filesOf(document));
  return outcome.outcome === "read" ? outcome.model.diagnostics : outcome.diagnostics;
}

/** `code pointer` of everything that was told. */
export async function codesOf(document: string | object | Files): Promise<readonly string[]> {
  return (await toldOf(document)).map(({ code, pointer }) => `${code} ${pointer}`);
}

function filesOf(document: string | object | Files): Files {
  if (typeof document === "string") return { "api.yaml": document };
  if ("api.yaml" in document || "api.json" in document) return document;
  return { "api.json": JSON.stringify(document) };
}

/** The smallest OpenAPI 3.1 document with these members. */
export function api(members: object, version = "3.1.0"): object {
  return { openapi: version, info: { title: "Pets", version: "1" }, paths: {}, ...members };
}

/** A document with the one operation `getPet` at `/pets`. */
export function operation(members: object, more: object = {}, version = "3.1.0"): object {
  return api({ paths: { "/pets": { get: { operationId: "getPet", responses: {}, ...members } } }, ...more }, version);
}

/** The one operation of a document. */
export async function onlyOperation(document: string | object | Files): Promise<Operation> {
  const [only] = (await modelOf(document)).operations;
  if (only === undefined) throw new Error("Expected an operation.");
  return only;
}

/** A document whose one operation has a query parameter with this schema. */
export function withSchema(schema: unknown, more: object = {}, version = "3.1.0"): object {
  return operation({ parameters: [{ name: "q", in: "query", schema }] }, more, version);
}

/** How the reader gives a schema back. */
export async function schemaRead(schema: unknown, more: object = {}, version = "3.1.0"): Promise<unknown> {
  return (await onlyOperation(withSchema(schema, more, version))).parameters[0]?.schema.schema;
}
