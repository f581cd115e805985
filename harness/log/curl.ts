import type { WireRequest } from "../../runtime/wire.ts";

/**
 * The request as one shell line that sends just these bytes: `--path-as-is` keeps dot segments, `-g` brackets and braces, `$'…'` what a terminal would not show;
 * `--data-raw` takes a first `@` as it stands.
 */
export function curl(baseUrl: string, request: WireRequest): string {
  const { target, headers, body } = request;
  const parts = [
    "curl",
    "-i",
    ...(/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$|\?)/i.test(target) ? ["--path-as-is"] : []),
    ...(/[[\]{}]/.test(target) ? ["-g"] : []),
    ...methodFlag(request),
    quoted(baseUrl + target),
  ];
  for (const [name, value] of headers) parts.push("-H", quoted(value === "" ? `${name};` : `${name}: ${value}`));
  if (body === undefined) return parts.join(" ");
  // Of its own curl would call every body a form.
  if (!headers.some(([name]) => name.toLowerCase() === "content-type")) parts.push("-H", "content-type:");
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  // No shell passes a zero byte in a word.
  if (bytes.includes(0)) return `printf ${printable(bytes)} | ${parts.join(" ")} --data-binary @-`;
  parts.push("--data-raw", typeof body === "string" ? quoted(body) : binary(body));
  return parts.join(" ");
}

/** A command cut into lines of about `width` characters, each but the last ending in the shell's `\`; words are never cut. */
export function wrapped(command: string, width: number): readonly string[] {
  if (command.length <= width) return [command];
  const words = command.match(/(?:\$'(?:\\.|[^'\\])*'|'[^']*'|\\.|[^\s'])+/gs) ?? [command];
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const last = lines.at(-1);
    const next = `${last} ${word}`;
    // An option and its value stay together.
    const tied = /^(?:-H|-X|--data-\w+)$/.test(words[index - 1] ?? "");
    const room = next.length + (/^(?:-H|--data-\w+)$/.test(word) ? (words[index + 1]?.length ?? 0) : 0) <= width;
    if (last === undefined || !(tied || room)) lines.push(word);
    else lines[lines.length - 1] = next;
  }
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

function methodFlag({ method, body }: WireRequest): readonly string[] {
  if (body === undefined && method === "GET") return [];
  return body === undefined && method === "HEAD" ? ["--head"] : ["-X", quoted(method)];
}

function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/\p{C}|\p{Z}/u.test(text.replaceAll(" ", ""))) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return binary(new TextEncoder().encode(text));
}

function binary(bytes: Uint8Array): string {
  return `$'${escaped(bytes, "\\'", (byte) => `\\x${byte.toString(16).padStart(2, "0")}`)}'`;
}

/** A format of printf: octal, the one escape that every printf knows. */
function printable(bytes: Uint8Array): string {
  return `'${escaped(bytes, String.raw`'\''`, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).replaceAll("%", "%%")}'`;
}

function escaped(bytes: Uint8Array, quote: string, escape: (byte: number) => string): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    if (character === "'") return quote;
    if (character === "\\") return "\\\\";
    return byte >= 0x20 && byte < 0x7f ? character : escape(byte);
  }).join("");
}
