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
 * file changes, call the callbacks that a request names, and validate nothing against a schema that holds `nullable` without `type`.
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
  return isJsonSchema ? prepared : withoutLooseNullable(prepared);
}

/** Keywords whose values are data. */
const DATA = new Set(["example", "examples", "default", "enum", "x-example", "x-examples"]);
/** Beside these `nullable` means that null may stand there. */
const COMPOSE = ["type", "allOf", "anyOf", "oneOf", "$ref"];

/** `nullable` alone has no effect (OAS 3.0.3, section 4.7.24.1), but Prism's validator refuses to compile what holds it, and Prism says nothing of that. */
function withoutLooseNullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLooseNullable);
  if (!isRecord(value)) return value;
  const isLoose = typeof value["nullable"] === "boolean" && !COMPOSE.some((keyword) => keyword in value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isLoose || key !== "nullable")
      .map(([key, below]) => [key, DATA.has(key) ? below : withoutLooseNullable(below)]),
  );
}

function withoutCallbacks(pathItem: unknown): unknown {
  return isRecord(pathItem) ? mapValues(pathItem, (operation) => omit(operation, "callbacks")) : pathItem;
}

function omit(value: unknown, name: string): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) : value;
}

function mapValues(record: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
