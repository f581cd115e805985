import type { Operation, SecurityScheme } from "../model/model.ts";
import type { HeaderLine, WireRequest } from "../runtime/wire.ts";

/**
 * Credentials of the right form that open nothing, for a run that was given none: a server that checks only the form, and every mock, takes them.
 * The first alternative of the operation's security that can be written into a request is used.
 */
export function withPlaceholders(operation: Operation, request: WireRequest): WireRequest {
  const alternative = operation.security.find(({ schemes }) =>
    schemes.every(({ scheme }) => scheme.type !== "mutualTLS"),
  );
  return (alternative?.schemes ?? []).reduce((whole, { scheme }) => withPlaceholder(scheme, whole), request);
}

function withPlaceholder(scheme: SecurityScheme, request: WireRequest): WireRequest {
  switch (scheme.type) {
    case "apiKey":
      return withKey(scheme, request);
    case "http":
      return withHeader(request, [
        "authorization",
        scheme.scheme === "basic" ? `Basic ${btoa("covenant:placeholder")}` : `${capital(scheme.scheme)} placeholder`,
      ]);
    case "oauth2":
    case "openIdConnect":
      return withHeader(request, ["authorization", "Bearer placeholder"]);
    case "mutualTLS":
      return request;
  }
}

function withKey(scheme: Extract<SecurityScheme, { type: "apiKey" }>, request: WireRequest): WireRequest {
  const value = scheme.sigv4 ? SIGV4 : "placeholder";
  if (scheme.in === "header") return withHeader(request, [scheme.parameter.toLowerCase(), value]);
  if (scheme.in === "cookie") return withHeader(request, ["cookie", `${scheme.parameter}=${value}`]);
  const separator = request.target.includes("?") ? "&" : "?";
  return { ...request, target: `${request.target}${separator}${encodeURIComponent(scheme.parameter)}=${value}` };
}

/** The form of Signature Version 4 with the access key, date and empty signature that AWS's own examples use. */
const SIGV4 =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, " +
  `Signature=${"0".repeat(64)}`;

function withHeader(request: WireRequest, line: HeaderLine): WireRequest {
  return { ...request, headers: [...request.headers, line] };
}

function capital(scheme: string): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1);
}
