import type { Pair } from "./pairs.ts";
import {
  arrayReadings,
  decoded,
  doubtful,
  objectReadings,
  textReadings,
  unclear,
  type Decoded,
  type Reading,
} from "./reading.ts";
import { hasScalar, type Shape } from "./shape.ts";

/** How the parts of one text stand together. */
export interface Delimiting {
  readonly delimiter: string | RegExp;
  /** Whether an object's parts are `name=value`. */
  readonly explode: boolean;
  /** The texts that one part may stand for. */
  readonly decode: (part: string) => readonly string[];
}

/** One text as scalar, array and object, whichever the document admits there. Split first, decoded afterwards: an escaped delimiter is data. */
export function delimited(raw: string, { delimiter, explode, decode }: Delimiting, shape: Shape): Decoded {
  const types = shape([]);
  const scalars = hasScalar(types) ? textReadings(decode(raw), shape) : [];
  if (!types.has("array") && !types.has("object")) return ofText(scalars, raw);
  const parts = raw.split(delimiter);
  return together(
    [
      scalars,
      types.has("array") ? arrayReadings(parts.map(decode), shape) : [],
      types.has("array") && raw === "" ? [doubtful([])] : [],
      types.has("object") ? objectOf(parts, explode, decode, shape) : [],
      types.has("object") && raw === "" ? [doubtful({})] : [],
    ],
    raw,
  );
}

function objectOf(
  parts: readonly string[],
  explode: boolean,
  decode: Delimiting["decode"],
  shape: Shape,
): readonly Reading[] | undefined {
  const members = explode ? parts.flatMap((part) => namedPart(part)) : alternating(parts);
  if (members === undefined) return [];
  return objectReadings(
    members.map(([name, value]) => [decode(name)[0] ?? name, decode(value)] as const),
    shape,
  );
}

function namedPart(part: string): readonly (readonly [string, string])[] {
  const mark = part.indexOf("=");
  return mark < 0 ? [] : [[part.slice(0, mark), part.slice(mark + 1)]];
}

function alternating(parts: readonly string[]): readonly (readonly [string, string])[] | undefined {
  if (parts.length % 2 !== 0) return undefined;
  return parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? ""] as const] : []));
}

/**
 * Exploded: the pairs of the parameter's own name make a scalar or an array, `members` an object.
 * Pairs that the object's schema forbids outright may as well be strangers that the document lets be.
 */
export function exploded(own: readonly Pair[], members: readonly Pair[], shape: Shape): Decoded {
  const types = shape([]);
  const object = types.has("object") && members.length > 0 ? explodedObject(members, shape) : [];
  const [first] = own;
  if (object === "repeated") return unclear("a member is given more than once");
  if (first === undefined) return object?.length === 0 ? { outcome: "absent" } : together([object], undefined);
  if (own.length > 1 && !types.has("array")) return unclear("it is given more than once");
  const raw = own.length === 1 ? first.raw : undefined;
  return together(
    [
      own.length === 1 && hasScalar(types) ? textReadings(first.texts, shape) : [],
      types.has("array")
        ? arrayReadings(
            own.map(({ texts }) => texts),
            shape,
          )
        : [],
      types.has("array") && raw === "" ? [doubtful([])] : [],
      object,
    ],
    raw,
  );
}

function explodedObject(members: readonly Pair[], shape: Shape): readonly Reading[] | "repeated" | undefined {
  const named = members.map(({ names, texts }) => [names[0] ?? "", texts] as const);
  if (new Set(named.map(([name]) => name)).size < named.length) return "repeated";
  const allowed = named.filter(([name]) => shape([name]).size > 0);
  const whole = objectReadings(named, shape);
  if (allowed.length === named.length || whole === undefined) return whole;
  const own = allowed.length === 0 ? [] : objectReadings(allowed, shape);
  return own === undefined ? undefined : [...whole, ...own.map(({ value }) => doubtful(value))];
}

/** All readings of one text; nothing fits: the text itself, which the schema will refuse. */
function together(all: readonly (readonly Reading[] | undefined)[], raw: string | undefined): Decoded {
  const readings: Reading[] = [];
  for (const some of all) {
    if (some === undefined) return decoded(undefined);
    readings.push(...some);
  }
  return ofText(readings, raw);
}

function ofText(readings: readonly Reading[], raw: string | undefined): Decoded {
  return decoded(readings.length === 0 ? [doubtful(raw ?? "")] : readings, raw === "");
}
