import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BaseResolver, bundle, createConfig, isAbsoluteUrl, stringifyYaml } from "@redocly/openapi-core";
import type { Source } from "@redocly/openapi-core";

export type PreparedDocument =
  | { readonly outcome: "prepared"; readonly file: string; remove(): void }
  | { readonly outcome: "unusable"; readonly reason: string };

/**
 * The document as Prism is to read it: one file in a folder of its own. Prism would read 3.1 as draft-07, fetch references from the network, restart when the
 * file changes, call the callbacks that a request names, and validate nothing against a schema whose `nullable` it cannot compile.
 */
export async function prepareDocument(documentFile: string): Promise<PreparedDocument> {
  try {
    const { bundle: bundled, problems } = await bundle({
      ref: documentFile,
      config: await createConfig({}),
      externalRefResolver: new LocalResolver(),
    });
    const problem = problems.find(({ severity }) => severity === "error");
    if (problem !== undefined) return { outcome: "unusable", reason: problem.message };
    const folder = mkdtempSync(join(tmpdir(), "covenant-prism-"));
    const file = join(folder, "document.yaml");
    writeFileSync(file, stringifyYaml(forPrism(bundled.parsed)));
    return { outcome: "prepared", file, remove: removal(folder) };
  } catch (error) {
    return { outcome: "unusable", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whoever forgets to remove it leaves nothing behind either. */
function removal(folder: string): () => void {
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  return () => {
    process.removeListener("exit", remove);
    remove();
  };
}

class LocalResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    if (!isAbsoluteUrl(reference)) return super.loadExternalRef(reference);
    return Promise.reject(new Error(`${reference} is not fetched: the mock stays off the network.`));
  }
}

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

function forPrism(document: unknown): unknown {
  if (!isRecord(document)) return document;
  const isJsonSchema = typeof document["openapi"] === "string" && /^3\.[1-9]/.test(document["openapi"]);
  const paths = isRecord(document["paths"]) ? mapValues(document["paths"], withoutCallbacks) : document["paths"];
  const prepared = { ...(isJsonSchema && { jsonSchemaDialect: DIALECT }), ...document, paths };
  return isJsonSchema ? prepared : withSafeNullable(prepared);
}

/** Keywords whose values are data. */
const DATA = new Set(["example", "examples", "default", "enum", "x-example", "x-examples"]);

/** Every `nullable` in a way in which Prism's validator can compile it: what it cannot compile it does not look at, and Prism says nothing of that. */
function withSafeNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSafeNullable);
  if (!isRecord(value)) return value;
  const below = mapMembers(value, (key, each) => (DATA.has(key) ? each : withSafeNullable(each)));
  return typeof below["nullable"] === "boolean" && !("$ref" in below) ? safeNullable(below) : below;
}

/**
 * With a `type` Prism adds null to an `enum`, where it must not stand yet. Without one `nullable` cannot be compiled: alone it has no effect
 * (OAS 3.0.3, section 4.7.24.1); beside `allOf` and its like everybody means null to be allowed.
 */
function safeNullable(schema: Readonly<Record<string, unknown>>): unknown {
  const { nullable, enum: values, ...others } = schema;
  if ("type" in schema) {
    const given = Array.isArray(values) && nullable === true ? values.filter((each) => each !== null) : [];
    return given.length > 0 ? { ...schema, enum: given } : schema;
  }
  const rest = values === undefined ? others : { ...others, enum: values };
  const isComposed = ["allOf", "anyOf", "oneOf"].some((keyword) => keyword in schema);
  return nullable === true && isComposed ? { anyOf: [rest, { enum: [null] }] } : rest;
}

function withoutCallbacks(pathItem: unknown): unknown {
  return isRecord(pathItem) ? mapValues(pathItem, (operation) => omit(operation, "callbacks")) : pathItem;
}

function omit(value: unknown, name: string): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) : value;
}

function mapValues(record: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): unknown {
  return mapMembers(record, (_, value) => change(value));
}

function mapMembers(
  record: Readonly<Record<string, unknown>>,
  change: (key: string, value: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(key, value)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
