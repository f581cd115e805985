import type { WireRequest } from "../../runtime/wire.ts";

/** The request as one shell line that sends just these bytes: `--path-as-is` keeps dot segments, `$'…'` what a terminal would not show. */
export function curl(baseUrl: string, { method, target, headers, body }: WireRequest): string {
  const parts = [
    "curl",
    "-i",
    ...(/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$|\?)/i.test(target) ? ["--path-as-is"] : []),
    ...methodFlag(method),
  ];
  parts.push(quoted(baseUrl + target));
  for (const [name, value] of headers) parts.push("-H", quoted(value === "" ? `${name};` : `${name}: ${value}`));
  if (body !== undefined) parts.push("--data-binary", typeof body === "string" ? quoted(body) : binary(body));
  return parts.join(" ");
}

function methodFlag(method: string): readonly string[] {
  if (method === "GET") return [];
  return method === "HEAD" ? ["--head"] : ["-X", method];
}

function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/\p{C}|\p{Z}/u.test(text.replaceAll(" ", ""))) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return binary(new TextEncoder().encode(text));
}

function binary(bytes: Uint8Array): string {
  const shown = [...bytes].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === "'" || character === "\\") return `\\${character}`;
    return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
  });
  return `$'${shown.join("")}'`;
}
