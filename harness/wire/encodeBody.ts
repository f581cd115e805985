import { isJsonObject, isRawNumber, stringifyJson, type Json } from "../../model/json.ts";
import type { Encoding, MediaType, Operation } from "../../model/model.ts";
import { component, reserved } from "../../runtime/parameter.ts";
import { formBody, formParts, multipart, type FormField } from "../../runtime/styleBody.ts";
import type { Body } from "../case.ts";
import { orWhyNot } from "./orWhyNot.ts";
import { contentText, styledQuery } from "./encodeParameter.ts";
import { isJson, parseMediaType, type MediaTypeText } from "./mediaType.ts";

export type EncodedBody =
  | { readonly contentType: string; readonly body: string | Uint8Array }
  | { readonly reason: string };

/** A body's bytes and content type. Bytes go as they are; a value is written as its media type and the Encoding Objects say. */
export function encodeBody(operation: Operation, { mediaType, content }: Body): EncodedBody {
  const contentType = concrete(mediaType);
  if ("bytes" in content) return { contentType, body: content.bytes };
  const media = parseMediaType(contentType);
  if (media === undefined) return { reason: `${mediaType} is no media type` };
  const documented = operation.requestBody?.content.find((candidate) => candidate.mediaType === mediaType);
  return encodeValue(media, contentType, documented, content.value);
}

function encodeValue(
  media: MediaTypeText,
  contentType: string,
  documented: MediaType | undefined,
  value: Json,
): EncodedBody {
  if (isJson(media)) return { contentType, body: stringifyJson(value) };
  if (media.type === "application" && media.subtype === "x-www-form-urlencoded") {
    if (!isJsonObject(value)) return { reason: "a form body is an object" };
    const body = orWhyNot(() => formBody(value, fields(documented)));
    return body instanceof Error ? { reason: body.message } : { contentType, body };
  }
  if (media.type === "multipart") {
    if (!isJsonObject(value)) return { reason: "a multipart body is an object" };
    const written = orWhyNot(() => multipart(formParts(value, types(documented))));
    if (written instanceof Error) return { reason: written.message };
    const ofSubtype = written.contentType.replace("multipart/form-data", `multipart/${media.subtype}`);
    return { contentType: ofSubtype, body: written.body };
  }
  if (typeof value === "object" && value !== null && !isRawNumber(value))
    return { reason: `no writer of ${contentType} for arrays and objects` };
  const text = contentText(contentType, value);
  return text.isWellFormed() ? { contentType, body: text } : { reason: "a lone surrogate has no UTF-8" };
}

/** A media range is sent as one of its members: JSON where that is one, since any value has a JSON text. */
function concrete(mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  if (mediaType.includes("/*+")) return mediaType.replace("/*+", "/vnd.covenant+");
  if (mediaType.startsWith("*/") || mediaType.startsWith("application/*")) return "application/json";
  if (mediaType.startsWith("text/")) return "text/plain";
  return mediaType.startsWith("multipart/") ? "multipart/form-data" : mediaType.replace("*", "octet-stream");
}

function fields(documented: MediaType | undefined): ReadonlyMap<string, FormField> {
  return eachEncoding(documented, field);
}

function eachEncoding<Value>(
  documented: MediaType | undefined,
  read: (encoding: Encoding) => Value | undefined,
): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const [name, encoding] of documented?.encoding ?? []) {
    const value = read(encoding);
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

/** OAS 3.1, Encoding Object: a style counts where `style`, `explode` or `allowReserved` is given; the content type counts otherwise. */
function field(encoding: Encoding): FormField | undefined {
  if (!hasStyle(encoding)) return undefined;
  const style = encoding.style ?? "form";
  const write = styledQuery({ style, explode: encoding.explode ?? style === "form" });
  const escape = encoding.allowReserved ? reserved : component;
  return (name, value) => write(name, value, escape);
}

export function hasStyle(encoding: Encoding): boolean {
  return encoding.style !== undefined || encoding.explode !== undefined || encoding.allowReserved;
}

/** The first of several content types (`image/png, image/jpeg`) that is no range. */
function types(documented: MediaType | undefined): ReadonlyMap<string, string> {
  return eachEncoding(documented, ({ contentType }) =>
    contentType
      ?.split(",")
      .find((type) => !type.includes("*"))
      ?.trim(),
  );
}
