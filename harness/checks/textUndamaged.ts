import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Judged } from "../judged.ts";
import { headerOf } from "../wire/headers.ts";
import { readJson } from "../wire/jsonText.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import { decodeResponseBody } from "../wire/response.ts";
import { conforms, undecided, violates, type Check } from "./check.ts";
import { mayBeMeant } from "./damages.ts";
import { damaged, echoes } from "./echoes.ts";

/**
 * JSON between systems is UTF-8 (RFC 8259, section 8.1), so every text has one meaning on both sides. Where an answer represents what was sent, a text that
 * differs is a fault if only damage explains it; a server may trim, fold or escape on purpose, and any other difference is a matter of state.
 */
export const textUndamaged: Check = {
  name: "textUndamaged",
  promise: "A text that an answer gives back has lost none of its characters on the way.",
  judge(judged) {
    const { classification, response } = judged;
    if (classification.kind !== "valid" || response.status < 200 || response.status >= 300) return conforms;
    const [sent, shown] = [sentBy(judged), shownBy(judged)];
    if (sent === undefined || shown === undefined) return conforms;
    const differing = echoes(sent, shown.value);
    const deviations = damaged(differing, shown.pointer);
    if (deviations.length > 0) return violates(...deviations);
    const meant = differing.find((echo) => mayBeMeant(echo.sent, echo.shown));
    return meant === undefined ? conforms : undecided(`${meant.at} came back in another form, perhaps on purpose`);
  },
};

function sentBy({ request: { headers, body } }: Judged): Json | undefined {
  const type = headerOf(headers, "content-type");
  const read = body !== undefined && type !== undefined && isJsonMediaType(type) ? readJson(body) : undefined;
  return read?.outcome === "read" ? read.value : undefined;
}

/** The answer where it represents what was sent: that of a PUT, a PATCH or a creation, or of the very schema that was sent. */
function shownBy({ operation, documented, response, schemas }: Judged): { pointer: string; value: Json } | undefined {
  const body = documented && decodeResponseBody(documented, response, schemas.resolve);
  if (body?.outcome !== "decoded" || !isJsonMediaType(body.media.mediaType)) return undefined;
  const { schema, pointer } = body.media.schema;
  const isWritten = operation.method === "PUT" || operation.method === "PATCH" || response.status === 201;
  const isSameSchema = operation.requestBody?.content.some(
    (media) => isJsonObject(schema) && isJsonObject(media.schema.schema) && sameReference(media.schema.schema, schema),
  );
  const [reading] = body.readings;
  return reading !== undefined && (isWritten || isSameSchema === true) ? { pointer, value: reading.value } : undefined;
}

function sameReference(one: JsonObject, other: JsonObject): boolean {
  return typeof one["$ref"] === "string" && one["$ref"] === other["$ref"];
}
