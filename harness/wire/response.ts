import type { Header, MediaType, Response } from "../../model/model.ts";
import type { HeaderLine, WireResponse } from "../../runtime/wire.ts";
import { header } from "./decode.ts";
import { decodeBody } from "./decodeBody.ts";
import { headerOf } from "./headers.ts";
import { isJson, parseMediaType, selectMediaType } from "./mediaType.ts";
import type { Decoded, Reading } from "./reading.ts";
import { shapeOf, type Resolve } from "./shape.ts";

/** A response's body by the document. */
export type ResponseBody =
  | { readonly outcome: "empty" }
  /** The values it can be taken for; JSON is always one, and sure. */
  | { readonly outcome: "decoded"; readonly media: MediaType; readonly readings: readonly Reading[] }
  /** `json` or `utf8`: not what its content type says. */
  | { readonly outcome: "malformed"; readonly media: MediaType; readonly keyword: string; readonly reason: string }
  /** `received` is the content type; undefined: there is none. */
  | {
      readonly outcome: "undocumentedMediaType";
      readonly received: string | undefined;
      readonly documented: readonly string[];
    }
  | { readonly outcome: "unclear"; readonly reason: string };

/** Several checks read the same answer, one after the other. */
let last:
  | { readonly wire: WireResponse; readonly content: Response["content"]; readonly body: ResponseBody }
  | undefined;

export function decodeResponseBody(
  { content }: Pick<Response, "content">,
  wire: WireResponse,
  resolve: Resolve,
): ResponseBody {
  if (last?.wire !== wire || last.content !== content) last = { wire, content, body: decode(content, wire, resolve) };
  return last.body;
}

function decode(content: Response["content"], wire: WireResponse, resolve: Resolve): ResponseBody {
  const type = headerOf(wire.headers, "content-type");
  const received = type === undefined ? undefined : parseMediaType(type);
  // No bytes are a text of length 0 where a content type says that there is one; JSON has no such text.
  if (wire.body.length === 0 && (received === undefined || isJson(received))) return { outcome: "empty" };
  if (content.length === 0) return { outcome: "unclear", reason: "the document describes no content" };
  const selected = received === undefined ? undefined : selectMediaType(content, received);
  if (selected?.outcome === "unclear")
    return { outcome: "unclear", reason: "the content type's parameters are not the documented ones" };
  if (received === undefined || selected?.outcome !== "selected") {
    return { outcome: "undocumentedMediaType", received: type, documented: content.map(({ mediaType }) => mediaType) };
  }
  const media = selected.documented;
  const decoded = decodeBody(received, media, wire.body, resolve);
  if (decoded.outcome === "readings") return { outcome: "decoded", media, readings: decoded.readings };
  if (decoded.outcome === "absent") return { outcome: "empty" };
  return decoded.outcome === "malformed" ? { ...decoded, media } : decoded;
}

/** The values of a documented response header (style simple). `Content-Type` is not described by a Header Object (OAS 3.1, Response Object). */
export function decodeResponseHeader(documented: Header, headers: readonly HeaderLine[], resolve: Resolve): Decoded {
  if (documented.name.toLowerCase() === "content-type")
    return { outcome: "unclear", reason: "the content type is described by `content`" };
  return header(documented, headers, shapeOf(documented.schema.schema, resolve));
}
