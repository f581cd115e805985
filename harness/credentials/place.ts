import type { SecurityScheme } from "../../model/model.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";

/** A credential's text, written where its scheme wants it: a header line, a cookie or a query parameter (OAS 3.1, Security Scheme Object). */
export function placed(scheme: SecurityScheme, text: string, request: WireRequest): WireRequest {
  if (scheme.type !== "apiKey" || scheme.in === "header") return withHeader(request, [headerName(scheme), text]);
  if (scheme.in === "cookie") return withHeader(request, ["cookie", `${scheme.parameter}=${text}`]);
  const separator = request.target.includes("?") ? "&" : "?";
  const pair = `${encodeURIComponent(scheme.parameter)}=${encodeURIComponent(text)}`;
  return { ...request, target: `${request.target}${separator}${pair}` };
}

/** The header line that a scheme's credential stands in, lower case. For a query parameter it is `authorization`, and not used. */
export function headerName(scheme: SecurityScheme): string {
  if (scheme.type !== "apiKey" || scheme.in === "query") return "authorization";
  return scheme.in === "cookie" ? "cookie" : scheme.parameter.toLowerCase();
}

/** One more cookie goes to the line that is there (RFC 6265, section 5.4: one line), any other line to the end. */
export function withHeader(request: WireRequest, [name, value]: HeaderLine): WireRequest {
  const cookies = name === "cookie" ? request.headers.findIndex((line) => line[0].toLowerCase() === "cookie") : -1;
  const headers =
    cookies < 0
      ? [...request.headers, [name, value] as const]
      : request.headers.map((line, index) => (index === cookies ? ([line[0], `${line[1]}; ${value}`] as const) : line));
  return { ...request, headers };
}

/** `Bearer`, `Basic`, `Digest`: a scheme's name as RFC 9110, section 11.1, would have it written. */
export function schemeName(scheme: SecurityScheme): string {
  if (scheme.type === "http") return scheme.scheme.charAt(0).toUpperCase() + scheme.scheme.slice(1);
  if (scheme.type === "apiKey") return scheme.sigv4 ? "AWS4-HMAC-SHA256" : "";
  return "Bearer";
}
