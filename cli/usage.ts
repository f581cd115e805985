import { parseArgs, type ParseArgsConfig } from "node:util";
import type { Diagnostic, Model } from "../model/model.ts";

/** DESIGN: 0 conforms, 1 findings, 2 unusable command, configuration or document, 3 target unreachable, 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 3 | 130;

/** The one exception of the command: what was asked for cannot be done. `main` prints its message and exits with 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads a subcommand's words; what it does not know is a UsageError that names it. */
export function readArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See covenant --help.`, {
      cause: error,
    });
  }
}

/** A whole number within bounds. */
export function wholeNumber(flag: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    throw new UsageError(`Expected a whole number from ${minimum} to ${maximum} after ${flag}, but "${text}" came.`);
  }
  return value;
}

/** The one positional argument of a subcommand. */
export function onlyArgument(positionals: readonly string[], what: string): string {
  const [argument, ...more] = positionals;
  if (argument === undefined) throw new UsageError(`Expected ${what}, but nothing came. See covenant --help.`);
  if (more.length > 0) throw new UsageError(`Expected ${what} and nothing else, but "${more[0]}" came too.`);
  return argument;
}

/** Reads a document; one that cannot be used is told with every error it has. */
export async function readModel(file: string): Promise<Model> {
  // Loaded when asked for: a command with nothing to do does not pay for the reader.
  const { readDocument } = await import("../model/index.ts");
  const read = await readDocument(file);
  if (read.outcome === "unusable") throw new UsageError(errorsText(read.diagnostics));
  return read.model;
}

/** Every error, a line each. */
export function errorsText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(diagnosticText)
    .join("\n");
}

export function diagnosticText({ severity, message, pointer, place }: Diagnostic): string {
  return `${place.file}:${place.line}:${place.column}: ${severity}: ${message}${pointer === "" || pointer === "#" ? "" : ` (${pointer})`}`;
}
