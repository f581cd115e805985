import { Refusal } from "./refusals.ts";

/** RFC 9110, 12.5.1: a media range, its parameters, and among them the weight. */
const RANGE =
  /^(\*\/\*|[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+)((?:\s*;\s*[\w!#$%&'*+.^`|~-]+=(?:"[^"]*"|[^\s;,"]*))*)$/;
const WEIGHT = /;\s*q=([^\s;]*)/i;
const PRECEDENCE = ["*/*", "application/*", "application/json"];

/**
 * Throws NotAcceptableException unless the `Accept` header admits `application/json`. The most specific range that
 * matches decides, so `application/json;q=0, *` + `/*` refuses; a header that cannot be read accepts nothing.
 */
export function requireAcceptable(accept: string | undefined): void {
  if (accept === undefined || accept.trim() === "") return;
  const weights = accept.split(",").map((range) => {
    const [, type = "", parameters = ""] = RANGE.exec(range.trim()) ?? [];
    return { precedence: PRECEDENCE.indexOf(type.toLowerCase()), weight: Number(WEIGHT.exec(parameters)?.[1] ?? 1) };
  });
  const best = Math.max(...weights.map(({ precedence }) => precedence));
  const admitted =
    best >= 0 && weights.some(({ precedence, weight }) => precedence === best && weight > 0 && weight <= 1);
  if (!admitted) throw new Refusal("NotAcceptableException", "Accept: only application/json can be sent");
}

/** Throws UnsupportedMediaTypeException unless the headers announce a JSON body in UTF-8, uncompressed. */
export function requireJsonBody(contentType: string | undefined, contentEncoding: string | undefined): void {
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  const charset = parameters.map((one) => one.trim()).find((one) => one.startsWith("charset="));
  const utf8 = charset === undefined || charset === "charset=utf-8" || charset === 'charset="utf-8"';
  const plain = contentEncoding === undefined || contentEncoding.trim().toLowerCase() === "identity";
  if (type.trim() !== "application/json" || !utf8 || !plain) {
    throw new Refusal("UnsupportedMediaTypeException", "Content-Type: expected application/json in UTF-8");
  }
}
