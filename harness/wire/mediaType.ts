/** A media type or range, RFC 9110, section 8.3.1: names lower case, parameters by lower-case name with their quotes taken off. */
export interface MediaTypeText {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const TYPE = new RegExp(`^[ \\t]*(${TOKEN})/(${TOKEN})`);
const PARAMETER = new RegExp(`[ \\t]*;[ \\t]*(?:(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?`, "y");

const parsed = new Map<string, MediaTypeText | undefined>();
/** A run sees a few; a boundary is drawn each time. */
const MOST_PARSED = 1000;

/** Undefined where the text is no media type. */
export function parseMediaType(text: string): MediaTypeText | undefined {
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const media = parse(text);
  parsed.set(text, media);
  return media;
}

function parse(text: string): MediaTypeText | undefined {
  const [whole, type, subtype] = TYPE.exec(text) ?? [];
  if (whole === undefined || type === undefined || subtype === undefined) return undefined;
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = whole.length;
  let end = whole.length;
  for (let match = PARAMETER.exec(text); match !== null && match[0] !== ""; match = PARAMETER.exec(text)) {
    end = PARAMETER.lastIndex;
    const [, name, token, quoted] = match;
    if (name !== undefined) parameters.set(name.toLowerCase(), token ?? (quoted ?? "").replace(/\\(.)/g, "$1"));
  }
  return text.slice(end).trim() === ""
    ? { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters }
    : undefined;
}

/** `application/json` and everything with the suffix `+json` (RFC 6839). */
export function isJsonMediaType(text: string): boolean {
  const media = parseMediaType(text);
  return media !== undefined && isJson(media);
}

export function isJson({ type, subtype }: MediaTypeText): boolean {
  return (
    (type === "application" && subtype === "json") ||
    (type === "text" && subtype === "json") ||
    subtype.endsWith("+json")
  );
}

export type Selected<Documented> =
  | { readonly outcome: "selected"; readonly documented: Documented }
  /** Type and subtype are documented, but with parameters that were not given, or given otherwise. */
  | { readonly outcome: "unclear" }
  | { readonly outcome: "none" };

/** The most specific documented media type that the received one matches (OAS 3.1, `content`: `text/plain` before `text/*` before `*` `/*`). */
export function selectMediaType<Documented extends { readonly mediaType: string }>(
  content: readonly Documented[],
  received: MediaTypeText,
): Selected<Documented> {
  const [only] = content;
  // Most documents have one, and most messages are of it.
  if (content.length === 1 && only !== undefined && parseMediaType(only.mediaType) === received)
    return { outcome: "selected", documented: only };
  const known = content.flatMap((documented) => {
    const media = parseMediaType(documented.mediaType);
    return media === undefined ? [] : [{ documented, media }];
  });
  const same = known.filter(({ media }) => media.type === received.type && media.subtype === received.subtype);
  const exact =
    same.find(({ media }) => agrees(media, received) && media.parameters.size > 0) ??
    same.find(({ media }) => agrees(media, received));
  if (exact !== undefined) return { outcome: "selected", documented: exact.documented };
  if (same.length > 0) return { outcome: "unclear" };
  const range =
    known.find(({ media }) => media.type === received.type && hasSuffix(received, media)) ??
    known.find(({ media }) => media.type === received.type && media.subtype === "*") ??
    known.find(({ media }) => media.type === "*" && media.subtype === "*");
  return range === undefined ? { outcome: "none" } : { outcome: "selected", documented: range.documented };
}

/** `application/*+json`, no range of RFC 9110, but written in documents for every type with this suffix (RFC 6839). */
function hasSuffix({ subtype }: MediaTypeText, range: MediaTypeText): boolean {
  return range.subtype.startsWith("*+") && subtype.endsWith(range.subtype.slice(1));
}

/** Whether every parameter of the documented type is there; the charset is a matter of decoding. */
function agrees(documented: MediaTypeText, received: MediaTypeText): boolean {
  return documented.parameters
    .entries()
    .every(
      ([name, value]) => name === "charset" || received.parameters.get(name)?.toLowerCase() === value.toLowerCase(),
    );
}
