import type { Json } from "../../model/json.ts";
import type { Pointer, SchemaAt } from "../../model/model.ts";
import { doubtOf } from "./doubt.ts";
import type { Decoded, Reading } from "./reading.ts";
import type { SchemaFailure, Schemas } from "./schemas.ts";

/** One place of a request that the document does not allow. */
export interface Failure {
  /** `query.limit`, `path.apiId`, `header.accept`, `cookie.a`, `body`, `body#/name`, `method`, `security`. */
  readonly at: string;
  /** The schema's keyword, or the rule: `json`, `utf8`, `mediaType`, `notAcceptable`, `missingCredentials`, `malformedCredentials`, `method`, `style`. */
  readonly keyword: string;
  /** The place in the document that says so. */
  readonly pointer: Pointer;
}

export type Judgement =
  | { readonly kind: "valid" }
  /** `doubt`: some other place of the request is undecidable. */
  | { readonly kind: "invalid"; readonly failures: readonly Failure[]; readonly doubt?: true }
  | { readonly kind: "undecidable"; readonly at: string; readonly reason: string };

export const valid: Judgement = { kind: "valid" };

export function invalid(...failures: readonly Failure[]): Judgement {
  return { kind: "invalid", failures };
}

export function undecidable(at: string, reason: string): Judgement {
  return { kind: "undecidable", at, reason };
}

/** One place of a request, and what the document asks of it. */
export interface PlaceOf {
  readonly at: string;
  readonly required: boolean;
  readonly schema: SchemaAt;
  readonly pointer: Pointer;
  /** Whether an empty array or object is written as nothing at all. */
  readonly vanishes: boolean;
}

/** All sure readings valid: valid. No reading valid: invalid, with the failures of the likeliest one. Else nobody can tell. */
export function judgeDecoded(place: PlaceOf, decoded: Decoded, schemas: Schemas): Judgement {
  if (decoded.outcome === "unclear") return undecidable(place.at, decoded.reason);
  if (decoded.outcome === "malformed")
    return invalid({ at: place.at, keyword: decoded.keyword, pointer: place.pointer });
  if (decoded.outcome === "absent") return judgeAbsent(place, schemas);
  return judgeReadings(place, decoded, schemas);
}

function judgeReadings(
  place: PlaceOf,
  { readings, absent }: Decoded & { readonly outcome: "readings" },
  schemas: Schemas,
): Judgement {
  const judged = readings.map(({ value }) => schemas.validate(place.schema, value));
  const isHolding = (_: Reading, index: number): boolean => judged[index]?.length === 0;
  if (judged.some(isDeep)) return undecidable(place.at, "it is nested deeper than is followed");
  const firstSure = readings.findIndex(({ sure }) => sure);
  if (firstSure >= 0 && readings.every((reading, index) => !reading.sure || isHolding(reading, index)))
    return doubted(place, readings, schemas);
  if (readings.some(isHolding)) return undecidable(place.at, "some readings of it are valid, others are not");
  if (absent && !place.required)
    return undecidable(place.at, "an empty text may be taken for a value that is not given");
  const likeliest = judged[Math.max(0, firstSure)] ?? [];
  return invalid(...likeliest.map((failure) => located(place.at, failure)));
}

function isDeep(failures: readonly SchemaFailure[]): boolean {
  return failures.some(({ keyword }) => keyword === "depth");
}

function doubted(place: PlaceOf, readings: readonly Reading[], schemas: Schemas): Judgement {
  for (const { value, sure } of readings) {
    const doubt = sure ? doubtOf(place.schema, value, schemas) : undefined;
    if (doubt !== undefined) return undecidable(place.at, doubt);
  }
  return valid;
}

/** Nothing on the wire: not given, or a value that leaves no trace. */
function judgeAbsent(place: PlaceOf, schemas: Schemas): Judgement {
  if (!place.required) return valid;
  const traceless: readonly Json[] = place.vanishes ? [[], {}, null] : [];
  const possible =
    place.schema.schema !== true && traceless.some((value) => schemas.validate(place.schema, value).length === 0);
  if (possible) return undecidable(place.at, "an empty array or object, or null, is written as nothing at all");
  return invalid({ at: place.at, keyword: "required", pointer: place.pointer });
}

/** Failures inside a body have a pointer into it: `body#/name`. */
function located(at: string, { instance, keyword, schema }: SchemaFailure): Failure {
  return { at: at === "body" && instance !== "" ? `body#${instance}` : at, keyword, pointer: schema };
}
