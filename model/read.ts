import { type At, member } from "./at.ts";
import { Diagnostics } from "./diagnostics.ts";
import { isJsonObject } from "./json.ts";
import type { DocumentInfo, Model, Place, Pointer, ReadOutcome } from "./model.ts";
import { dialect3 } from "./openapi/dialect.ts";
import { operationsOf } from "./openapi/operations.ts";
import { tellBrokenUnused, tellUnread } from "./openapi/unread.ts";
import { below, splitPointer } from "./pointer.ts";
import type { Reader, Report, Version } from "./reader.ts";
import { shown } from "./fields.ts";
import { SchemaReader } from "./schema/schemas.ts";
import { isString } from "./schema/values.ts";
import { dialect20 } from "./swagger/dialect.ts";
import type { ReadOptions } from "./source/bytes.ts";
import { digestOf } from "./source/digest.ts";
import { type SourceFile, type Sources, loadSources } from "./source/load.ts";

/**
 * Reads an OpenAPI document of any version (path or URL) with every file it refers to. Never throws for what a document holds:
 * what makes it unusable comes back as `unusable` with its errors, everything else as diagnostics of the model.
 */
export async function readDocument(file: string, options: ReadOptions = {}): Promise<ReadOutcome> {
  const sources = await loadSources(file, options);
  const locate = locator(sources);
  const diagnostics = new Diagnostics(locate);
  const root = rootOf(sources, diagnostics.report);
  const version = root === undefined ? undefined : versionOf(root, sources, diagnostics.report);
  const unusable = { outcome: "unusable", diagnostics: diagnostics.list, files: filesOf(sources) } as const;
  if (root === undefined || version === undefined) return unusable;
  const model = modelOf(root, version, sources, diagnostics, locate);
  return diagnostics.unusable ? unusable : { outcome: "read", model };
}

function filesOf(sources: Sources): readonly string[] {
  return [...sources.byName.keys()].sort();
}

interface WrittenVersion {
  readonly version: Version;
  readonly written: string;
}

function modelOf(
  root: At,
  { version, written }: WrittenVersion,
  sources: Sources,
  diagnostics: Diagnostics,
  locate: Model["locate"],
): Model {
  const { report } = diagnostics;
  const schemaReader = new SchemaReader(sources, version, report);
  const reader: Reader = { version, sources, report, schema: schemaReader.read };
  const dialect = version === "2.0" ? dialect20(reader, root) : dialect3(reader, root);
  const operations = operationsOf(reader, root, dialect);
  const schemas = schemaReader.named();
  tellUnread(reader, root);
  tellBrokenUnused(reader, root, schemaReader.find, (pointer) => diagnostics.hasErrorAt(pointer));
  return {
    document: infoOf(root, written, sources),
    servers: dialect.servers,
    operations,
    diagnostics: diagnostics.list,
    resolve: (ref) => schemas.get(ref),
    locate,
    schemas,
  };
}

function rootOf(sources: Sources, report: Report): At | undefined {
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
  for (const each of sources.byName.values()) {
    if (each.outcome !== "read" || each.parsed.outcome !== "parsed") continue;
    for (const oddity of each.parsed.oddities) {
      report("warning", oddity.code, oddity.message, below(`${each.name}#`, ...oddity.tokens));
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

const VERSIONS = ["2.0", "3.0", "3.1", "3.2"] as const satisfies readonly Version[];

function versionOf(root: At, sources: Sources, report: Report): WrittenVersion | undefined {
  const found = member(root, "openapi") ?? member(root, "swagger");
  const written = typeof found?.value === "number" ? found.value.toFixed(1) : found?.value;
  const version = VERSIONS.find((each) => written === each || (isString(written) && written.startsWith(`${each}.`)));
  if (version !== undefined && isString(written)) return { version, written };
  report("error", "notOpenApi", notOpenApi(found, sources.root.shown), (found ?? root).pointer);
  return undefined;
}

function notOpenApi(found: At | undefined, file: string): string {
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
    files: filesOf(sources),
  };
}

/** Knows of the sources only where things stand in them: what they say is not held for it. */
function locator({ root, byName }: Sources): (pointer: Pointer) => Place {
  const byFile = new Map([...byName].map(([name, source]) => [name, placesIn(source)]));
  const inRoot = placesIn(root);
  return (pointer) => {
    const { file, tokens } = splitPointer(pointer);
    return (byFile.get(file) ?? inRoot)(tokens);
  };
}

function placesIn(source: SourceFile): (tokens: readonly string[]) => Place {
  const start = { file: source.shown, line: 1, column: 1 };
  if (source.outcome === "failed") return () => start;
  if (source.parsed.outcome === "malformed") {
    const { position } = source.parsed;
    return () => ({ ...start, ...position });
  }
  const { locate } = source.parsed;
  return (tokens) => ({ ...start, ...locate(tokens) });
}
