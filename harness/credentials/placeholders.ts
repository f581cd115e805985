import type { SecurityScheme } from "../../model/model.ts";
import { schemeName } from "./place.ts";

/** A credential of the right form that opens nothing: a server that checks only the form, and every mock, takes it. Undefined where none can be written. */
export function placeholderFor(scheme: SecurityScheme): string | undefined {
  if (scheme.type === "mutualTLS") return undefined;
  if (scheme.type === "apiKey") return scheme.sigv4 ? SIGV4 : "placeholder";
  return scheme.type === "http" && scheme.scheme === "basic"
    ? `Basic ${btoa("covenant:placeholder")}`
    : `${schemeName(scheme)} placeholder`;
}

/** A credential that no reader of the scheme can take for one: its name and nothing after it. Undefined for a plain key, which any text can be. */
export function malformedFor(scheme: SecurityScheme): string | undefined {
  if (scheme.type === "mutualTLS" || (scheme.type === "apiKey" && !scheme.sigv4)) return undefined;
  return schemeName(scheme);
}

/** The form of Signature Version 4 with the access key, date and empty signature that AWS's own examples use. */
const SIGV4 =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, " +
  `Signature=${"0".repeat(64)}`;
