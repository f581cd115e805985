import type { Change } from "../model/index.ts";
import { operationsText, shown, sumsText } from "./changes.ts";

/** The changes as a comment of a pull request: what breaks clients first, then what breaks servers only, then the rest. */
export function changesMarkdown(title: string, changes: readonly Change[]): string {
  const clients = changes.filter(({ breaking }) => breaking.client);
  const servers = changes.filter(({ breaking }) => breaking.server && !breaking.client);
  const nobody = changes.filter(({ breaking }) => !breaking.client && !breaking.server);
  return [
    `### ${code(title)}: ${sumsText(changes)}`,
    ...section("Breaks clients", clients),
    ...section("Breaks servers only", servers),
    ...section("Breaks nobody", nobody),
  ].join("\n");
}

function section(title: string, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => {
    const cells = [change.what, operationsText(change), shown(change.before), shown(change.after), change.pointer];
    return `| ${cells.map(code).join(" | ")} |`;
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
