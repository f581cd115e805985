/** Texts of targets and documents, made harmless for a screen: control characters and those that turn the direction of writing are shown by their code. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, (character) =>
      character === "\n" || character === "\t"
        ? character
        : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** The same on one line, and not longer than `length`. */
export function line(text: string, length: number): string {
  const shown = visible(text.replaceAll(/\s+/g, " "));
  return shown.length > length ? `${shown.slice(0, length)}… (${text.length} characters)` : shown;
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** `a`, `a and b`, `a, b and c`; beyond `most` only how many more there are. */
export function listed(items: readonly string[], most = 4): string {
  if (items.length > most) return `${items.slice(0, most - 1).join(", ")} and ${items.length - most + 1} more`;
  const [last = "", ...others] = items.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} and ${last}`;
}
