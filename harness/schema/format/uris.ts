import type * as fc from "fast-check";
import { ALPHANUMERIC, chosen, LOWER, stringFormat, word } from "./format.ts";
import type { Format } from "./format.ts";
import { drawHostname, isIpv6 } from "./network.ts";

const REFERENCE = /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;
const ENCODED = String.raw`%[\da-f]{2}`;
const PART = new RegExp(String.raw`^(?:[\w.~!$&'()*+,;=:@/?-]|${ENCODED})*$`, "i");
const IRI_PART = new RegExp(
  String.raw`^(?:[\w.~!$&'()*+,;=:@/?\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\u{10000}-\u{efffd}-]|${ENCODED})*$`,
  "iu",
);
const TEMPLATE =
  /^(?:[^\s\p{Cc}"'%<>\\^`{|}]|%[\da-f]{2}|\{[+#./;?&=,!@|]?(?:\w|%[\da-f]{2})+(?:\.(?:\w|%[\da-f]{2})+)*(?::[1-9]\d{0,3}|\*)?(?:,(?:\w|%[\da-f]{2})+(?:\.(?:\w|%[\da-f]{2})+)*(?::[1-9]\d{0,3}|\*)?)*\})*$/iu;

/** RFC 3986, 3987 and 6570. */
export const uriFormats: readonly (readonly [string, Format])[] = [
  [
    "uri",
    stringFormat(
      (text) => isReference(text, PART, true),
      ["a:a", "https://example.com/", "http://a/b?c=d#e", "urn:a:b", "https://a@[::1]:8080/%20"],
      drawUri,
    ),
  ],
  [
    "uri-reference",
    stringFormat(
      (text) => isReference(text, PART, false),
      ["", "/", "a", "../a?b#c", "https://example.com/"],
      drawReference,
    ),
  ],
  [
    "iri",
    stringFormat(
      (text) => isReference(text, IRI_PART, true),
      ["a:a", "https://example.com/", "https://bücher.example/ä?ö#ü"],
      drawUri,
    ),
  ],
  ["iri-reference", stringFormat((text) => isReference(text, IRI_PART, false), ["", "/", "ä/ö"], drawReference)],
  [
    "uri-template",
    stringFormat(
      (text) => TEMPLATE.test(text),
      ["", "/{a}", "https://example.com/{+path}/{id*}{?q,lang:3}"],
      (random) =>
        `/${word(random, LOWER, 0, 5)}/{${chosen(random, ["", "+", "#", ".", "/", ";", "?", "&"])}${word(random, LOWER, 1, 5)}${chosen(random, ["", "*", ":3"])}}`,
    ),
  ],
];

function isReference(text: string, part: RegExp, absolute: boolean): boolean {
  const [whole, scheme, authority, path = "", query = "", fragment = ""] = REFERENCE.exec(text) ?? [];
  if (whole === undefined || (absolute && scheme === undefined)) return false;
  if (scheme === undefined && authority === undefined && /^[^/]*:/.test(path)) return false;
  return (
    [path, query, fragment].every((each) => part.test(each)) &&
    (authority === undefined || isAuthority(authority, part))
  );
}

function isAuthority(authority: string, part: RegExp): boolean {
  const [, user = "", host = ""] = /^(?:([^@]*)@)?(.*?)(?::\d*)?$/s.exec(authority) ?? [];
  if (!part.test(user)) return false;
  if (host.startsWith("["))
    return host.endsWith("]") && (isIpv6(host.slice(1, -1)) || /^\[v[\da-f]+\.[\w.~!$&'()*+,;=:-]+\]$/i.test(host));
  return part.test(host) && !/[:@/?]/.test(host);
}

function drawUri(random: fc.Random, longest: number): string {
  const scheme = chosen(random, ["https", "http", "https"]);
  const uri = `${scheme}://${drawHostname(random, Math.max(1, longest - 9))}${drawPath(random)}`;
  if (uri.length <= longest) return uri;
  return longest >= 12 ? uri.slice(0, longest).replace(/%.?$|[-.]$/, "") : "a:a";
}

function drawReference(random: fc.Random, longest: number): string {
  const reference = chosen(random, [drawPath(random), drawUri(random, longest), ""]);
  return reference.length <= longest ? reference : "";
}

function drawPath(random: fc.Random): string {
  const segment = (): string =>
    `/${word(random, `${ALPHANUMERIC}-._~`, 0, 8)}${chosen(random, ["", "", "%20", "%C3%A9", "+", "@"])}`;
  const path = Array.from({ length: random.nextInt(1, 3) }, segment)
    .join("")
    .replace(/^\/\//, "/a/");
  const query = random.nextInt(0, 2) === 0 ? `?${word(random, LOWER, 1, 4)}=${word(random, ALPHANUMERIC, 0, 4)}` : "";
  return path + query + (random.nextInt(0, 3) === 0 ? `#${word(random, LOWER, 0, 4)}` : "");
}
