import { isJsonObject, parseJson } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { WireResponse } from "../../runtime/wire.ts";

/** What Prism says it found wrong: with the request, or with the answer that it has made itself. */
export interface MockViolation {
  readonly side: "request" | "response";
  /** `path`, `id`; `body`, `a`; empty for the body as a whole. */
  readonly location: readonly string[];
  /** A JSON Schema keyword, as a rule. */
  readonly code: string;
  readonly message: string;
}

/** From the header `sl-violations` or, in an answer of Prism's own, the member `validation`. A header that was cut gives what is left of it. */
export function mockViolations(response: WireResponse): readonly MockViolation[] {
  const header = headerOf(response, "sl-violations");
  if (header === undefined)
    return entries(problemOf(response)?.["validation"]).flatMap((entry) => read("request", entry));
  const list = parseJson(header.startsWith("[") ? header : mended(header));
  return entries(list.outcome === "parsed" ? list.value : undefined).flatMap(sided);
}

/** The problem document (RFC 9457) of an answer that Prism gives in place of one of the document's. */
export function problemOf(response: WireResponse): JsonObject | undefined {
  if (headerOf(response, "content-type") !== "application/problem+json") return undefined;
  const body = jsonOf(response);
  return isJsonObject(body) && text(body["type"]).startsWith("https://stoplight.io/prism/errors#") ? body : undefined;
}

/** The code of an error that the mock's HTTP library answers by itself: `{"error":{"code":"internal_server_error","message":…}}`. */
export function libraryError(response: WireResponse): string | undefined {
  if (response.status < 400) return undefined;
  const body = jsonOf(response);
  const error = isJsonObject(body) && Object.keys(body).length === 1 ? body["error"] : undefined;
  const isLibrarys = isJsonObject(error) && Object.keys(error).sort().join() === "code,message";
  return isLibrarys && typeof error["code"] === "string" ? error["code"] : undefined;
}

/** An answer that Prism gives when it has failed itself. */
export function isOwnFault(response: WireResponse): boolean {
  return response.status === 500 && (problemOf(response) !== undefined || libraryError(response) !== undefined);
}

export function jsonOf(response: WireResponse): Json | undefined {
  const parsed = parseJson(Buffer.from(response.body).toString());
  return parsed.outcome === "parsed" ? parsed.value : undefined;
}

function headerOf(response: WireResponse, wanted: string): string | undefined {
  return response.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** `Too many violations! [{…},{…},{"loc`: the whole entries of it. */
function mended(header: string): string {
  const end = header.lastIndexOf("},{");
  return end === -1 ? "[]" : `${header.slice(header.indexOf("["), end)}}]`;
}

function entries(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function sided(entry: JsonObject): readonly MockViolation[] {
  const [side, ...location] = Array.isArray(entry["location"]) ? entry["location"] : [];
  return side === "request" || side === "response" ? read(side, { ...entry, location }) : [];
}

function read(side: MockViolation["side"], entry: JsonObject): readonly MockViolation[] {
  const location = Array.isArray(entry["location"]) ? entry["location"].map(String) : [];
  // A deprecation is a warning: it changes nothing in the answer.
  return entry["severity"] === "Error"
    ? [{ side, location, code: text(entry["code"]), message: text(entry["message"]) }]
    : [];
}

function text(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
