import { percentDecode } from "../wire/percent.ts";

/**
 * What careless code makes of a text on its way, by name: each says whether it explains what was shown for what was sent, which differ.
 * None is a thing that a server can mean to do, and none is taken for another text that stands there by chance.
 */
export const DAMAGES: Readonly<Record<string, (sent: string, shown: string) => boolean>> = {
  /** UTF-8 read as Latin-1 or Windows-1252: Ã© for é. */
  misread: (sent, shown) => {
    if (shown.length !== Buffer.byteLength(sent)) return false;
    const bytes = Buffer.from(sent, "utf8");
    return shown === bytes.toString("latin1") || shown === WINDOWS_1252.decode(bytes);
  },
  /** U+FFFD where a decoder could not go on. Noncharacters may be replaced on purpose (Unicode, section 23.7). */
  undecoded: (sent, shown) =>
    shown.includes("\ufffd") &&
    !/[\ufffd\p{Noncharacter_Code_Point}]/u.test(sent) &&
    skeleton(shown) === skeleton(sent),
  /** A question mark for each character that a character set does not have. */
  unencoded: (sent, shown) =>
    shown.includes("?") &&
    isTelling(shown.replaceAll("?", "")) &&
    [Array.from(sent), sent.split("")].some((units) =>
      ["\x7f", "\xff"].some((last) => shown === units.map((unit) => (unit > last ? "?" : unit)).join("")),
    ),
  /** Of each UTF-16 code unit the low byte alone. */
  halved: (sent, shown) =>
    isTelling(shown) && shown.length === sent.length && shown === Buffer.from(sent, "latin1").toString("latin1"),
  /** Nothing from a NUL on, which ends a text in C, or from a character beyond U+FFFF on, which some columns cannot hold. */
  cut: (sent, shown) =>
    isTelling(shown) &&
    sent.startsWith(shown) &&
    shown === sent.slice(0, Math.max(0, sent.search(/[\0\u{10000}-\u{10ffff}]/u))),
};

const ALL = Object.entries(DAMAGES);
const WINDOWS_1252 = new TextDecoder("windows-1252");

/** The name of what explains the difference; undefined: nothing does. */
export function damageOf(sent: string, shown: string): string | undefined {
  if (sent === shown || !sent.isWellFormed() || !/\P{ASCII}|\0/u.test(sent)) return undefined;
  return ALL.find(([, explains]) => explains(sent, shown))?.[0];
}

/** Whether a server may have made the one of the other on purpose: trimmed, case folded, normalised, stripped of what is not seen, escaped for HTML or unescaped. */
export function mayBeMeant(sent: string, shown: string): boolean {
  if (sent === shown) return false;
  const bareSent = bare(sent);
  return bareSent !== "" && bareSent === bare(shown);
}

function bare(text: string): string {
  const plain = (percentDecode(text) ?? text).replaceAll(
    /&(?:lt|gt|quot|#39|#x27|amp);/g,
    (escape) => ESCAPES[escape] ?? escape,
  );
  if (/^[!-~]*$/.test(plain)) return plain.toLowerCase();
  return plain
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{C}]+/gu, "");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&amp;": "&",
};

function skeleton(text: string): string {
  return text.replaceAll(/[^\0-\x7f]+/g, "\ufffd");
}

/** Shorter texts are met by chance. */
function isTelling(text: string): boolean {
  return text.length >= 4;
}
