import type * as fc from "fast-check";
import { ALPHANUMERIC, chosen, LOWER, stringFormat, word } from "./format.ts";
import type { Format } from "./format.ts";

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** Joiners and the like are right in some places only (RFC 5892, appendix A): all are let pass. */
const IDN_JOINERS = String.raw`\u00b7|\u0375|\u05f3|\u05f4|\u0f0b|\u200c|\u200d|\u30fb`;
const IDN_LABEL = new RegExp(
  String.raw`^(?:[\p{L}\p{N}]|${IDN_JOINERS})(?:(?:[\p{L}\p{N}\p{M}-]|${IDN_JOINERS})*[\p{L}\p{N}\p{M}])?$`,
  "u",
);
const IDN_DOTS = /[.\u3002\uff0e\uff61]/;
const ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const IDN_ATOM = /^[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*$/u;
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;

/** RFC 1123 and 5890 (host names), 5321 and 6531 (mail), 2673 and 4291 (addresses). */
export const networkFormats: readonly (readonly [string, Format])[] = [
  [
    "hostname",
    stringFormat(isHostname, ["a", "example.com", "xn--nxasmq6b.example", `${"a".repeat(63)}.example`], drawHostname),
  ],
  [
    "idn-hostname",
    stringFormat(isIdnHostname, ["a", "example.com", "bücher.example", "例え.テスト"], (random, longest) =>
      chosen(random, [drawHostname(random, longest), "bücher.example", "δοκιμή.example"]),
    ),
  ],
  ["email", stringFormat(isEmail, ["a@a.aa", "a.b+c@example.com", "o'neil@example.com"], drawEmail)],
  [
    "idn-email",
    stringFormat(isIdnEmail, ["a@a.aa", "üñ@example.com", "用户@例え.テスト"], (random, longest) =>
      chosen(random, [drawEmail(random, longest), "üñ@bücher.example"]),
    ),
  ],
  ["ipv4", stringFormat(isIpv4, ["0.0.0.0", "127.0.0.1", "255.255.255.255", "10.0.0.1"], drawIpv4)],
  ["ipv6", stringFormat(isIpv6, ["::", "::1", "2001:db8::1", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8"], drawIpv6)],
];

function isHostname(text: string): boolean {
  return (
    text.length <= 253 &&
    text.split(".").every((label) => LABEL.test(label) && (!/^..--/.test(label) || /^xn--/i.test(label)))
  );
}

function isIdnHostname(text: string): boolean {
  return text.length <= 253 && text.split(IDN_DOTS).every((label) => label.length <= 63 && IDN_LABEL.test(label));
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  return at > 0 && local.length <= 64 && (ATOM.test(local) || QUOTED.test(local)) && isMailDomain(domain);
}

function isMailDomain(domain: string): boolean {
  if (!domain.startsWith("[") || !domain.endsWith("]")) return isHostname(domain);
  const literal = domain.slice(1, -1);
  return isIpv4(literal) || (literal.startsWith("IPv6:") && isIpv6(literal.slice(5)));
}

function isIdnEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  return at > 0 && IDN_ATOM.test(text.slice(0, at)) && isIdnHostname(text.slice(at + 1));
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

export function isIpv6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(":") + 1);
  const whole = tail.includes(".") ? (isIpv4(tail) ? `${text.slice(0, -tail.length)}0:0` : "") : text;
  const [head = "", rest, more] = whole.split("::");
  const groups = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  const all = [...groups(head), ...groups(rest ?? "")];
  if (whole === "" || more !== undefined || !all.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return rest === undefined ? all.length === 8 : all.length <= 7;
}

export function drawHostname(random: fc.Random, longest: number): string {
  const label = (): string => {
    const middle = word(random, `${LOWER}0123456789`, 0, 8) + (random.nextInt(0, 3) === 0 ? "-" : "");
    return word(random, LOWER, 1, 1) + middle + chosen(random, ["a", "z", "0"]);
  };
  const labels = Array.from({ length: random.nextInt(1, 4) }, label);
  while (labels.length > 1 && labels.join(".").length > longest) labels.pop();
  const name = labels.join(".").replace(/^(..)--/, "$1-a");
  return name.length <= longest ? name : name.slice(0, Math.max(1, longest)).replace(/-+$/, "") || "a";
}

/** The domain has a dot and a name for a top level: what most software asks of a mail address beyond the standard. */
function drawEmail(random: fc.Random, longest: number): string {
  const local = word(random, `${ALPHANUMERIC}_+-`, 1, Math.max(1, Math.min(20, longest - 6)));
  const domain = `${drawHostname(random, longest - local.length - 4)}.${chosen(random, ["com", "io", "example"])}`;
  const whole = `${local}@${domain}`;
  return whole.length <= longest ? whole : `${local.slice(0, Math.max(1, longest - 5))}@a.aa`;
}

function drawIpv4(random: fc.Random): string {
  return Array.from({ length: 4 }, () => chosen(random, [0, 255, random.nextInt(0, 255)])).join(".");
}

function drawIpv6(random: fc.Random): string {
  const group = (): string => random.nextInt(0, chosen(random, [9, 0xffff])).toString(16);
  const groups = (count: number): string => Array.from({ length: count }, group).join(":");
  const before = random.nextInt(0, 5);
  return chosen(random, [
    groups(8),
    `${groups(before)}::${groups(random.nextInt(0, 6 - before))}`,
    `::ffff:${drawIpv4(random)}`,
  ]);
}
