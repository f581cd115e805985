import { createHash, createHmac } from "node:crypto";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";

/** Who signs, and for which service in which region. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  /** The service's signing name, which stands in the credential's scope. */
  readonly service: string;
}

/** Lines that something on the way may change or drop, or that are the signature itself: they are never signed. */
const UNSIGNED =
  /^(?:authorization|cache-control|connection|expect|from|keep-alive|max-forwards|pragma|referer|te|trailer|transfer-encoding|upgrade|user-agent|x-amzn-trace-id)$/;

/**
 * The request with the lines that AWS Signature Version 4 asks for (AWS, "Create a signed AWS API request"): `x-amz-date`, `x-amz-security-token`, `authorization`.
 * The target is the whole one, as it is sent. A path is signed in its normal form, encoded once more: every service but S3 does so.
 */
export function signed(request: WireRequest, host: string, signer: Signer, date: Date): WireRequest {
  const time = date.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const added: readonly HeaderLine[] = [
    ["x-amz-date", time],
    ...(signer.sessionToken === undefined ? [] : [["x-amz-security-token", signer.sessionToken] as const]),
  ];
  const names = new Set(["authorization", ...added.map(([name]) => name)]);
  const headers = [...request.headers.filter(([name]) => !names.has(name.toLowerCase())), ...added];
  const lines = canonicalHeaders([...headers, ["host", host]]);
  const signedHeaders = lines.map(([name]) => name).join(";");
  const [path = "", query = ""] = request.target.split(/\?(.*)/s);
  const canonicalRequest = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...lines.map(([name, value]) => `${name}:${value}`),
    "",
    signedHeaders,
    sha256(request.body ?? ""),
  ].join("\n");
  const day = time.slice(0, 8);
  const scope = [day, signer.region, signer.service, "aws4_request"];
  const stringToSign = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(canonicalRequest)].join("\n");
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${signer.secretAccessKey}`);
  const authorization = [
    `AWS4-HMAC-SHA256 Credential=${signer.accessKeyId}/${scope.join("/")}`,
    `SignedHeaders=${signedHeaders}`,
    `Signature=${hmac(key, stringToSign).toString("hex")}`,
  ].join(", ");
  return { ...request, headers: [...headers, ["authorization", authorization]] };
}

/**
 * Sorted by name, values trimmed and their runs of spaces made one; the values of one name joined in their order.
 * Lines that servers read in different ways are left out: those beyond ASCII, and a content type that is said twice (RFC 9110, section 5.3).
 */
function canonicalHeaders(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const byName = new Map<string, string[]>();
  const odd = new Set<string>();
  for (const [given, value] of lines) {
    const name = given.toLowerCase();
    if (!/^[\t\x20-\x7e]*$/.test(value) || (name === "content-type" && byName.has(name))) odd.add(name);
    byName.set(name, [...(byName.get(name) ?? []), value.trim().replaceAll(/ +/g, " ")]);
  }
  // A host that the request names itself is the one that is sent.
  const host = byName.get("host")?.[0] ?? "";
  return [...byName]
    .filter(([name]) => !UNSIGNED.test(name) && !odd.has(name))
    .map(([name, values]): HeaderLine => [name, name === "host" ? host : values.join(",")])
    .toSorted(([a], [b]) => compare(a, b));
}

function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encoded(segment));
  }
  return `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
}

/** Names and values encoded in just one way, whatever they were sent in; sorted by name, then by value. */
function canonicalQuery(query: string): string {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => pair.split(/=(.*)/s))
    .map(([name = "", value = ""]) => [encoded(decoded(name)), encoded(decoded(value))] as const)
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="))
    .join("&");
}

/** All but the unreserved characters of RFC 3986, section 2.3. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}
