import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "./refusals.ts";

/** The one key pair that is accepted where signatures are verified. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request as it came over the wire, before anything is decoded. */
export interface SignedRequest {
  readonly method: string;
  /** The request target: path and query, percent-encoded as sent. */
  readonly target: string;
  /** A header's values joined with ", "; undefined where it is absent. Names in lower case. */
  header(name: string): string | undefined;
  body(): Promise<Uint8Array>;
}

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([^,\s]+)$/;

/** A signature is good for this long before and after its date. */
const TOLERANCE_MS = 15 * 60 * 1_000;

/** Reads the `Authorization` header of Signature Version 4. Throws MissingAuthenticationTokenException where it has not that form. */
export function authorizationOf(header: string | undefined): Authorization {
  const [, accessKeyId, date, region, service, signedHeaders, signature] = AUTHORIZATION.exec(header ?? "") ?? [];
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    throw new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

/** Verifies a Signature Version 4. Throws InvalidSignatureException, for a wrong key too, so that nobody learns which keys exist. */
export async function verify(request: SignedRequest, credentials: Credentials, now: number): Promise<void> {
  const authorization = authorizationOf(request.header("authorization"));
  const time = request.header("x-amz-date") ?? "";
  const payloadHash = sha256(await request.body());
  const declaredHash = request.header("x-amz-content-sha256") ?? payloadHash;
  const good =
    authorization.accessKeyId === credentials.accessKeyId &&
    authorization.signedHeaders.includes("host") &&
    time.startsWith(authorization.date) &&
    Math.abs(instant(time) - now) <= TOLERANCE_MS &&
    (declaredHash === payloadHash || declaredHash === "UNSIGNED-PAYLOAD") &&
    same(authorization.signature, signatureOf(request, authorization, time, declaredHash, credentials.secretAccessKey));
  if (!good) {
    const message = "The request signature we calculated does not match the signature you provided.";
    throw new Refusal("InvalidSignatureException", message);
  }
}

function signatureOf(
  request: SignedRequest,
  { date, region, service, signedHeaders }: Authorization,
  time: string,
  payloadHash: string,
  secret: string,
): string {
  const [path = "", query = ""] = request.target.split(/\?(.*)/s);
  const headers = signedHeaders.map((name) => `${name}:${(request.header(name) ?? "").trim().replace(/ +/g, " ")}\n`);
  const canonicalRequest = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    headers.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const stringToSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonicalRequest)].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, stringToSign).toString("hex");
}

/** Every service but S3 signs the normalised path with each segment encoded once more than it was sent. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encode(segment));
  }
  const trailing = segments.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${segments.join("/")}${trailing}`;
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => pair.split(/=(.*)/s).slice(0, 2))
    .map(([name = "", value = ""]) => [encode(decode(name)), encode(decode(value))] as const);
  return pairs
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join("="))
    .join("&");
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

function same(given: string, computed: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(computed)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `20261103T101112Z` in milliseconds; NaN, and so never in time, for anything else. */
const instant = (time: string): number =>
  Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
