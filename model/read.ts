import { type At, member } from "./at.ts";
import { isJsonObject } from "./json.ts";
import type { Diagnostic, DocumentInfo, Model, Place, Pointer, ReadOutcome } from "./model.ts";
import { dialect3 } from "./openapi/dialect.ts";
import { operationsOf } from "./openapi/operations.ts";
import { splitPointer } from "./pointer.ts";
import { type Reader, type Version, shown } from "./reader.ts";
import { SchemaReader } from "./schema/schemas.ts";
import { isString } from "./schema/values.ts";
import { dialect20 } from "./swagger/dialect.ts";
import { type ReadOptions, type Sources, digestOf, loadSources } from "./source/load.ts";

/**
 * Reads an OpenAPI document of any version (path or URL) with every file it refers to. Never throws for what a document holds:
 * what makes it unusable comes back as `unusable` with its errors, everything else as diagnostics of the model.
 */
export async function readDocument(file: string, options: ReadOptions = {}): Promise<ReadOutcome> {
  const sources = await loadSources(file, options);
  const diagnostics: Diagnostic[] = [];
  const locate = locator(sources);
  const report = (severity: Diagnostic["severity"], code: string, message: string, pointer: Pointer): void => {
    // The place is only looked for when somebody asks: finding lines costs more than reading.
    diagnostics.push({
      severity,
      code,
      message,
      pointer,
      get place() {
        return locate(pointer);
      },
    });
  };
  const root = rootOf(sources, report);
  if (root === undefined) return { outcome: "unusable", diagnostics };
  const version = versionOf(root);
  if (version === undefined) {
    report("error", "notOpenApi", notOpenApi(root, sources.root.shown), root.pointer);
    return { outcome: "unusable", diagnostics };
  }
  const model = modelOf(root, version, sources, report, diagnostics, locate);
  return diagnostics.some(({ severity }) => severity === "error")
    ? { outcome: "unusable", diagnostics }
    : { outcome: "read", model };
}

function modelOf(
  root: At,
  version: { readonly version: Version; readonly written: string },
  sources: Sources,
  report: Reader["report"],
  diagnostics: readonly Diagnostic[],
  locate: Model["locate"],
): Model {
  const schemaReader = new SchemaReader(sources, version.version, report);
  const reader: Reader = { version: version.version, sources, report, schema: schemaReader.read };
  const dialect = reader.version === "2.0" ? dialect20(reader, root) : dialect3(reader, root);
  const operations = operationsOf(reader, root, dialect);
  const schemas = schemaReader.named();
  return {
    document: infoOf(root, version.written, sources),
    servers: dialect.servers,
    operations,
    diagnostics,
    resolve: (ref) => schemas.get(ref),
    locate,
    schemas,
  };
}

function rootOf(sources: Sources, report: Reader["report"]): At | undefined {
  const { root } = sources;
  if (root.outcome === "failed") {
    const { reason } = root;
    report(
      "error",
      "unreadable",
      `Expected an OpenAPI document, but "${root.shown}" ${unmet(reason)}. Check the path.`,
      "#",
    );
    return undefined;
  }
  if (root.parsed.outcome === "malformed") {
    const { message, position } = root.parsed;
    const text = `Expected JSON or YAML, but line ${position.line}, column ${position.column} is neither: ${message}.`;
    report("error", "malformed", text, "#");
    return undefined;
  }
  for (const each of sources.byUrl.values()) {
    if (each.outcome !== "read" || each.parsed.outcome !== "parsed") continue;
    for (const oddity of each.parsed.oddities) {
      report(
        "warning",
        oddity.code,
        oddity.message,
        `${each.name}#${oddity.tokens.map((token) => `/${token}`).join("")}`,
      );
    }
  }
  const at = { value: root.parsed.value, pointer: "#" };
  if (isJsonObject(at.value)) return at;
  report("error", "notOpenApi", `Expected an OpenAPI document, which is an object, but ${shown(at.value)} came.`, "#");
  return undefined;
}

/** "it does not exist" after the file's name: "does not exist". */
function unmet(reason: string): string {
  return reason.startsWith("it ") ? reason.slice(3) : `cannot be used: ${reason}`;
}

function versionOf(root: At): { readonly version: Version; readonly written: string } | undefined {
  const found = member(root, "openapi") ?? member(root, "swagger");
  if (found === undefined) return undefined;
  const written = typeof found.value === "number" ? found.value.toFixed(1) : isString(found.value) ? found.value : "";
  const version = (["2.0", "3.0", "3.1", "3.2"] as const).find(
    (each) => written === each || written.startsWith(`${each}.`),
  );
  return version === undefined ? undefined : { version, written };
}

function notOpenApi(root: At, file: string): string {
  const found = member(root, "openapi") ?? member(root, "swagger");
  const came = found === undefined ? 'has neither "openapi" nor "swagger"' : `says ${shown(found.value)}`;
  return `Expected OpenAPI 2.0, 3.0, 3.1 or 3.2, but "${file}" ${came}. Check that it is the right file.`;
}

function infoOf(root: At, openapi: string, sources: Sources): DocumentInfo {
  const info = member(root, "info");
  const text = (name: string): string => {
    const value = info === undefined ? undefined : member(info, name)?.value;
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  return {
    file: sources.root.shown,
    title: text("title"),
    version: text("version"),
    openapi,
    digest: digestOf(sources),
  };
}

function locator(sources: Sources): (pointer: Pointer) => Place {
  return (pointer) => {
    const { file, tokens } = splitPointer(pointer);
    const source = sources.byName.get(file) ?? sources.root;
    const start = { file: source.shown, line: 1, column: 1 };
    if (source.outcome === "failed") return start;
    if (source.parsed.outcome === "malformed") return { ...start, ...source.parsed.position };
    return { ...start, ...source.parsed.locate(tokens) };
  };
}
