import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "./usage.ts";

/** `covenant.config.ts`: what a project generates, so that `covenant generate` needs no words. Paths are relative to the file. */
export interface Config {
  readonly documents: readonly DocumentConfig[];
  /** Names of header lines, query parameters and members of bodies whose values no log and no report may hold. */
  readonly redact?: readonly string[];
}

export interface DocumentConfig {
  /** The OpenAPI document. */
  readonly document: string;
  /** The folder that the output goes to. */
  readonly out: string;
  /** Where generated modules import the runtime from, as a path relative to `out`; without it the output carries the runtime along. */
  readonly runtime?: string;
  /** Whether tests get `arbitraries.ts`; where it finds Covenant's engine if not in its package, as a path relative to `out`. */
  readonly arbitraries?: boolean | string;
  /** Whether path parameters, and what links carry into them, have types of their own: no `RouteId` where an `ApiId` is asked. */
  readonly brands?: boolean;
}

/** Gives a configuration its type; returns it as it is. */
export function defineConfig(config: Config): Config {
  return config;
}

const NAMES = ["covenant.config.ts", "covenant.config.mts", "covenant.config.js", "covenant.config.mjs"];

/** The configuration that is named, else the one in this folder; undefined where there is none. */
export async function loadConfig(named: string | undefined): Promise<Config | undefined> {
  const file = named ?? NAMES.find((name) => existsSync(name));
  if (file === undefined) return undefined;
  if (!existsSync(file)) throw new UsageError(`Expected a configuration, but "${file}" does not exist.`);
  const module: unknown = await import(pathToFileURL(resolve(file)).href).catch((error: unknown) => {
    const hint = error instanceof SyntaxError ? "; where package.json does not say module, call it .mts" : "";
    throw new UsageError(`${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}${hint}`, {
      cause: error,
    });
  });
  const config = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  if (!isConfig(config))
    throw new UsageError(
      `Expected ${file} to export defineConfig({ documents: [{ document, out }] }) as its default, but it does not.`,
    );
  return config;
}

function isConfig(value: unknown): value is Config {
  if (typeof value !== "object" || value === null || !("documents" in value) || !Array.isArray(value.documents))
    return false;
  if ("redact" in value && !(Array.isArray(value.redact) && value.redact.every((name) => typeof name === "string")))
    return false;
  return value.documents.every(
    (entry: unknown) =>
      typeof entry === "object" &&
      entry !== null &&
      "document" in entry &&
      typeof entry.document === "string" &&
      "out" in entry &&
      typeof entry.out === "string",
  );
}
