import { isJsonObject, type Json } from "../../model/json.ts";
import type { Judged } from "../judged.ts";
import { below } from "../schema/values.ts";
import { readJson } from "../wire/jsonText.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import { decodeResponseBody } from "../wire/response.ts";
import { conforms, undecided, violates, type Check } from "./check.ts";
import { damageOf, mayBeMeant } from "./damages.ts";
import { shortly } from "./responseHeadersConformance.ts";

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
    const differing = [...echoes(sent, shown.value, "")].filter((echo) => echo.sent !== echo.shown);
    const deviations = differing.flatMap((echo) => {
      const damage = damageOf(echo.sent, echo.shown);
      if (damage === undefined) return [];
      return {
        pointer: shown.pointer,
        received: `body#${echo.at}: ${shortly(echo.shown)}, ${damage}`,
        documented: `${shortly(echo.sent)}, as it was sent`,
        kind: damage,
      };
    });
    if (deviations.length > 0) return violates(...deviations);
    const meant = differing.find((echo) => mayBeMeant(echo.sent, echo.shown));
    return meant === undefined ? conforms : undecided(`${meant.at} came back in another form, perhaps on purpose`);
  },
};

function sentBy({ request: { headers, body } }: Judged): Json | undefined {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const read = body !== undefined && type !== undefined && isJsonMediaType(type) ? readJson(body) : undefined;
  return read?.outcome === "read" ? read.value : undefined;
}

/** The answer where it represents what was sent: that of a PUT, a PATCH or a creation, or of the very schema that was sent. */
function shownBy({ operation, documented, response, schemas }: Judged): { pointer: string; value: Json } | undefined {
  const body = documented && decodeResponseBody(documented, response, schemas.resolve);
  if (body?.outcome !== "decoded" || !isJsonMediaType(body.media.mediaType)) return undefined;
  const { schema, pointer } = body.media.schema;
  const isWritten = ["PUT", "PATCH"].includes(operation.method) || response.status === 201;
  const isSameSchema = operation.requestBody?.content.some(
    (media) => isJsonObject(schema) && isJsonObject(media.schema.schema) && sameReference(media.schema.schema, schema),
  );
  const [reading] = body.readings;
  return reading !== undefined && (isWritten || isSameSchema === true) ? { pointer, value: reading.value } : undefined;
}

function sameReference(one: { readonly [name: string]: Json }, other: { readonly [name: string]: Json }): boolean {
  return typeof one["$ref"] === "string" && one["$ref"] === other["$ref"];
}

interface Echo {
  /** A JSON pointer into both bodies. */
  readonly at: string;
  readonly sent: string;
  readonly shown: string;
}

/** Every text that stands at the same place of both. */
function* echoes(sent: Json, shown: Json, at: string): Iterable<Echo> {
  if (typeof sent === "string" && typeof shown === "string") yield { at, sent, shown };
  else if (Array.isArray(sent) && Array.isArray(shown) && sent.length === shown.length)
    for (const [index, item] of (sent as readonly Json[]).entries())
      yield* echoes(item, (shown as readonly Json[])[index] ?? null, below(at, index));
  else if (isJsonObject(sent) && isJsonObject(shown))
    for (const [name, member] of Object.entries(sent))
      if (Object.hasOwn(shown, name)) yield* echoes(member, shown[name] ?? null, below(at, name));
}
