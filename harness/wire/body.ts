import type { MediaType, Operation, RequestBody } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { decodeBody } from "./decodeBody.ts";
import { headersOf } from "./headers.ts";
import { invalid, judgeDecoded, type Judgement, type PlaceOf, undecidable, valid } from "./judgement.ts";
import { isJson, parseMediaType, selectMediaType, type MediaTypeText } from "./mediaType.ts";
import type { Schemas } from "./schemas.ts";

const CONTENT_TYPE = "header.content-type";

/** The body by the document (OAS 3.1, Request Body Object). */
export function judgeBody({ requestBody }: Operation, request: WireRequest, schemas: Schemas): Judgement {
  const bytes = request.body ?? "";
  if (requestBody === undefined)
    return bytes.length === 0 ? valid : undecidable("body", "the document describes no body");
  const types = headersOf(request.headers, "content-type");
  const [type] = types;
  if (types.length > 1) return undecidable(CONTENT_TYPE, "it is given more than once");
  if (type === undefined) return bytes.length === 0 ? absent(requestBody) : undecidable(CONTENT_TYPE, GUESSED);
  const selected = select(requestBody, type);
  if ("judgement" in selected) return bytes.length === 0 ? emptyOfUnknown(requestBody) : selected.judgement;
  if (bytes.length === 0 && isJson(selected.received)) {
    return requestBody.required ? absent(requestBody) : undecidable("body", "no JSON text, or no body at all");
  }
  const decoded = decodeBody(selected.received, selected.documented, bytes, schemas.resolve);
  const judgement = judgeDecoded(placeOf(selected.documented), decoded, schemas);
  return bytes.length === 0 && judgement.kind !== "undecidable" ? ofEmpty(requestBody, judgement) : judgement;
}

const places = new WeakMap<MediaType, PlaceOf>();

function placeOf(documented: MediaType): PlaceOf {
  const { schema, pointer } = documented;
  const known = places.get(documented) ?? { schema, pointer, at: "body", required: true, vanishes: false };
  places.set(documented, known);
  return known;
}

/** RFC 9110, section 8.3: a receiver may look at the data and guess. */
const GUESSED = "a body without a content type may be taken for anything";

type Selection =
  | { readonly received: MediaTypeText; readonly documented: MediaType }
  | { readonly judgement: Judgement };

function select({ content, pointer }: RequestBody, type: string): Selection {
  const received = parseMediaType(type);
  if (received === undefined && content.some(({ mediaType }) => mediaType === "*/*"))
    return { judgement: undecidable(CONTENT_TYPE, "it is no media type, where any would do") };
  if (received === undefined)
    return { judgement: invalid({ at: CONTENT_TYPE, keyword: "mediaType", pointer: `${pointer}/content` }) };
  const selected = selectMediaType(content, received);
  if (selected.outcome === "selected") return { received, documented: selected.documented };
  if (selected.outcome === "none" && content.length > 0) {
    return { judgement: invalid({ at: CONTENT_TYPE, keyword: "mediaType", pointer: `${pointer}/content` }) };
  }
  return { judgement: undecidable(CONTENT_TYPE, "its parameters are not the documented ones") };
}

function absent({ required, pointer }: RequestBody): Judgement {
  return required ? invalid({ at: "body", keyword: "required", pointer }) : valid;
}

function emptyOfUnknown(requestBody: RequestBody): Judgement {
  return requestBody.required ? absent(requestBody) : undecidable(CONTENT_TYPE, "a content type without a body");
}

/** No bytes: the empty text or form, or no body. Where both come to the same, that is it. */
function ofEmpty(requestBody: RequestBody, asValue: Judgement): Judgement {
  const asAbsent = absent(requestBody);
  return asAbsent.kind === asValue.kind ? asAbsent : undecidable("body", "an empty body, or none at all");
}
