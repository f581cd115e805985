/** Below this many characters a text stands in every log by chance: it is hidden where it is sent, and not searched for. */
const SHORTEST = 4;

/** Every way in which a log may hold a text: as it is, escaped for JSON, HTML or a URL, as octets of UTF-8, in base64 at any offset. */
export function spellings(text: string): readonly string[] {
  if (text.length < SHORTEST) return [];
  const json = JSON.stringify(text).slice(1, -1);
  const url = encodeURIComponent(text.toWellFormed());
  const found = [
    text,
    json,
    json.replaceAll(/[^\x20-\x7e]/g, (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
    json.replaceAll("/", String.raw`\/`),
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    url,
    url.replaceAll(/%../g, (escape) => escape.toLowerCase()),
    new URLSearchParams({ text }).toString().slice("text=".length),
    strictly(url),
    strictly(url).replaceAll(/%../g, (escape) => escape.toLowerCase()),
    Buffer.from(text).toString("latin1"),
    ...base64(Buffer.from(text)),
  ];
  return [...new Set(found)].filter((spelling) => spelling.length >= SHORTEST);
}

/** What encodeURIComponent leaves and RFC 3986, section 2.2, reserves. */
function strictly(url: string): string {
  return url.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * What bytes look like in base64 behind no, one or two other bytes: the characters that they alone determine.
 * Both alphabets (RFC 4648, sections 4 and 5).
 */
function base64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    const first = Math.ceil((offset * 4) / 3);
    const core = whole.toString("base64").slice(first, Math.floor((whole.length * 8) / 6));
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
