import type { Change, Place } from "../model/index.ts";
import { byGravity, operationsText, shown, sumsText } from "./changes.ts";

/** Where a change stands, if that is known. */
type Locate = (change: Change) => Place | undefined;

const TITLES = { clients: "Breaks clients", servers: "Breaks servers only", nobody: "Breaks nobody" } as const;

/** The changes as a comment of a pull request: what breaks clients first, then what breaks servers only, then the rest. */
export function changesMarkdown(title: string, changes: readonly Change[], locate: Locate): string {
  return [
    `### ${code(title)}: ${sumsText(changes)}`,
    ...byGravity(changes).flatMap(([gravity, some]) => section(TITLES[gravity], some, locate)),
  ].join("\n");
}

function section(title: string, changes: readonly Change[], locate: Locate): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => {
    const place = locate(change);
    const cells = [change.what, operationsText(change), shown(change.before), shown(change.after)].map(code);
    const where = [...(place === undefined ? [] : [`${place.file}:${place.line}`]), change.pointer].map(code).join(" ");
    return `| ${[...cells, where].join(" | ")} |`;
  });
  const head = ["| what | operations | was | is | where |", "| --- | --- | --- | --- | --- |"];
  return ["", `**${title}** (${changes.length})`, "", ...head, ...rows];
}

/** Text of a document as a code span, in which nothing is markup (GitHub Flavored Markdown, sections 4.10 and 6.1). */
function code(text: string): string {
  if (text === "") return "";
  const line = text.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
