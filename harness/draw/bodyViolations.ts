import fc from "fast-check";
import type { Json } from "../../model/json.ts";
import type { MediaType } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { classify } from "../wire/classify.ts";
import { encode } from "../wire/encode.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import type { Schemas } from "../wire/schemas.ts";
import { isOftenEnough } from "./often.ts";
import { bodyOf, type Drawing } from "./positive.ts";
import { plainStrangers } from "./strangers.ts";
import type { Breaking } from "./violations.ts";

/** No body, and a body that breaks one keyword at one place. */
export function bodyViolations(drawing: Drawing, base: fc.Arbitrary<Values>, schemas: Schemas): readonly Breaking[] {
  const { requestBody } = drawing.operation;
  if (requestBody === undefined) return [];
  const wrong = requestBody.content.flatMap((media) => schemaViolations(drawing, base, media, schemas));
  if (!requestBody.required) return wrong;
  const absent = base.map(({ path, query, header, cookie }) => ({ path, query, header, cookie }));
  return [[{ name: "requiredBody", at: "body", pointer: `${requestBody.pointer}/required` }, absent], ...wrong];
}

function schemaViolations(
  drawing: Drawing,
  base: fc.Arbitrary<Values>,
  media: MediaType,
  schemas: Schemas,
): readonly Breaking[] {
  const breaks = (value: Json): boolean => isInvalidOnTheWire(drawing, media, value, schemas);
  return drawing.engine
    .negate(media.schema, drawing.options)
    .flatMap(({ keyword, instance, schema, arbitrary: drawn }): readonly Breaking[] => {
      const arbitrary =
        isExact(media) || !CLOSING.has(keyword)
          ? drawn
          : drawn.map((value) => plainStrangers(drawing, media.schema, value));
      const wrong = isExact(media)
        ? arbitrary
        : isOftenEnough(arbitrary, breaks)
          ? arbitrary.filter(breaks)
          : undefined;
      if (wrong === undefined) return [];
      const at = instance === "" ? "body" : `body#${instance}`;
      const values = fc.tuple(base, wrong).map(([rest, value]) => ({ ...rest, body: bodyOf(media, value) }));
      return [[{ name: keyword, at, pointer: schema }, values]];
    });
}

/** What a member that nobody has spoken of breaks. */
const CLOSING = new Set(["additionalProperties", "unevaluatedProperties"]);

/** JSON says of each value which one it is; forms, multipart and text leave types open. */
function isExact(media: MediaType): boolean {
  return isJsonMediaType(bodyOf(media, null).mediaType);
}

/** Encodes the body alone and reads it back by the document. */
function isInvalidOnTheWire({ operation }: Drawing, media: MediaType, value: Json, schemas: Schemas): boolean {
  const alone = { ...operation, path: "/", parameters: [], security: [] };
  const encoded = encode(alone, { path: {}, query: {}, header: {}, cookie: {}, body: bodyOf(media, value) });
  if (encoded.outcome === "unencodable") return false;
  const read = classify(alone, encoded.request, schemas);
  return read.kind === "invalid" && read.failures.some(({ at }) => at.startsWith("body"));
}
