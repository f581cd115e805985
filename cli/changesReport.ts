import type { Change, Model } from "../model/index.ts";
import { byGravity, changeText, placeOf, sumsText } from "./changes.ts";
import { changesMarkdown } from "./changesMarkdown.ts";
import { UsageError } from "./usage.ts";

/** Two states of a contract. */
export interface Compared {
  readonly before: { readonly name: string; /** Where the old document is at hand. */ readonly model?: Model };
  readonly after: Model;
  readonly changes: readonly Change[];
  /** More members for the JSON object. */
  readonly more?: object;
}

type Report = (compared: Compared) => string;

const FORMATS: ReadonlyMap<string, Report> = new Map<string, Report>([
  ["text", text],
  ["json", json],
  ["markdown", markdown],
]);

/** The report of a format, by the name that was asked for. */
export function changesReport(format: string): Report {
  const report = FORMATS.get(format);
  if (report === undefined)
    throw new UsageError(`Expected ${[...FORMATS.keys()].join(", ")} after --format, but "${format}" came.`);
  return report;
}

function title({ before, after }: Compared): string {
  return `${before.name} -> ${after.document.file}`;
}

function text(compared: Compared): string {
  const { before, after, changes } = compared;
  return [
    `${title(compared)}: ${sumsText(changes)}`,
    ...byGravity(changes).flatMap(([, some]) => some.map((change) => changeText(change, after, before.model))),
  ].join("\n");
}

function markdown(compared: Compared): string {
  const { before, after, changes } = compared;
  return changesMarkdown(title(compared), changes, (change) => placeOf(change, after, before.model));
}

/** One object on one line; `before` and `after` of a change are left out where the thing is new or gone. */
function json({ before, after, changes, more }: Compared): string {
  const count = (whom: "client" | "server") => changes.filter(({ breaking }) => breaking[whom]).length;
  return JSON.stringify({
    before: before.name,
    after: after.document.file,
    ...more,
    totals: { changes: changes.length, breakingClients: count("client"), breakingServers: count("server") },
    changes: changes.map((change) => ({ ...change, place: placeOf(change, after, before.model) })),
  });
}
