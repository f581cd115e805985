import type { MediaType, RequestBody } from "../model/model.ts";

/** How content of a media type is handled in code: parsed, as text, as bytes, or as a form. */
export type ContentKind = "json" | "text" | "bytes" | "form" | "multipart";

export function contentKind(mediaType: string): ContentKind {
  const name = essence(mediaType);
  if (/[/+]json$/.test(name)) return "json";
  if (name === "application/x-www-form-urlencoded") return "form";
  if (name.startsWith("multipart/")) return "multipart";
  return name.startsWith("text/") || /[/+]xml$/.test(name) ? "text" : "bytes";
}

/** A range is sent as one of its members: JSON where that is one, since any value has a JSON text; `application/*+json` as a type with the suffix. */
export function concreteMediaType(mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  if (mediaType.includes("/*+")) return mediaType.replace("/*+", "/vnd.covenant+");
  if (/^(?:\*|application)\//.test(mediaType)) return "application/json";
  if (mediaType.startsWith("text/")) return "text/plain";
  return mediaType.startsWith("multipart/") ? "multipart/form-data" : mediaType.replace("*", "octet-stream");
}

/** Without parameters, in lower case. */
export function essence(mediaType: string): string {
  return mediaType.replace(/;.*/s, "").trim().toLowerCase();
}

/** The media types that a request may be sent with: of those that come to the same concrete one, the first. */
export function sendable({ content }: RequestBody): readonly MediaType[] {
  const names = content.map(({ mediaType }) => concreteMediaType(mediaType));
  return content.filter((_, index) => names.indexOf(names[index] ?? "") === index);
}
