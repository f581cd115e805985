import { diffModels, type Change, type Model } from "../model/index.ts";
import { changeText, placeOf, sumsText } from "./changes.ts";
import { changesMarkdown } from "./changesMarkdown.ts";
import { readArguments, readModel, UsageError, type ExitStatus } from "./usage.ts";

const OPTIONS = { format: { type: "string", default: "text" } } as const;

/**
 * `covenant diff`: what changed from one document to another, each change marked by whom it breaks. 1 where it breaks clients: what is new (an
 * operation, an optional parameter) breaks every server until it is built, and is no reason to stop.
 */
export async function diff(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const [old, current, ...more] = positionals;
  if (old === undefined || current === undefined || more.length > 0)
    throw new UsageError(
      `Expected two OpenAPI documents, the old one and the new one, but ${positionals.length} came. See covenant --help.`,
    );
  const format = FORMATS.get(values.format);
  if (format === undefined)
    throw new UsageError(`Expected ${[...FORMATS.keys()].join(", ")} after --format, but "${values.format}" came.`);
  const before = await readModel(old);
  const after = await readModel(current);
  const changes = diffModels(before, after);
  console.log(format(changes, before, after));
  return changes.some(({ breaking }) => breaking.client) ? 1 : 0;
}

type Format = (changes: readonly Change[], before: Model, after: Model) => string;

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ["text", text],
  ["json", json],
  ["markdown", (changes, before, after) => changesMarkdown(title(before, after), changes)],
]);

function title(before: Model, after: Model): string {
  return `${before.document.file} -> ${after.document.file}`;
}

function text(changes: readonly Change[], before: Model, after: Model): string {
  return [
    `${title(before, after)}: ${sumsText(changes)}`,
    ...changes.map((change) => changeText(change, after, before)),
  ].join("\n");
}

/** One object; `before` and `after` of a change are left out where the thing is new or gone. */
function json(changes: readonly Change[], before: Model, after: Model): string {
  const count = (whom: "client" | "server") => changes.filter(({ breaking }) => breaking[whom]).length;
  return JSON.stringify(
    {
      before: before.document.file,
      after: after.document.file,
      totals: { changes: changes.length, breakingClients: count("client"), breakingServers: count("server") },
      changes: changes.map((change) => ({ ...change, place: placeOf(change, after, before) })),
    },
    null,
    2,
  );
}
