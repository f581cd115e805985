import { compare } from "../../../model/decimal.ts";
import { typeOf } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { identity } from "../values.ts";
import type { ArrayShape, Bound, NumberShape, ObjectShape, Shape, StringShape, ValuesShape } from "./shape.ts";

/** What is in both shapes; undefined where that is plainly nothing. Values are sifted by the validator when the goal is complete. */
export function meet(a: Shape, b: Shape): Shape | undefined {
  const common = { exclude: [...a.exclude, ...b.exclude], residual: [...a.residual, ...b.residual] };
  if (a.type === "values") return meetValues(a, b, common);
  if (b.type === "values") return meetValues(b, a, common);
  if (a.type === "number" && b.type === "number") return sound({ ...meetNumbers(a, b), ...common });
  if (a.type === "string" && b.type === "string") return sound({ ...meetStrings(a, b), ...common });
  if (a.type === "array" && b.type === "array") return sound({ ...meetArrays(a, b), ...common });
  if (a.type === "object" && b.type === "object") return sound({ ...meetObjects(a, b), ...common });
  return undefined;
}

type Shared = Pick<Shape, "exclude" | "residual">;

function meetValues(a: ValuesShape, b: Shape, common: Shared): Shape | undefined {
  const other = b.type === "values" ? new Set(b.values.map((value) => identity(value))) : undefined;
  const fits = (value: Json): boolean => other?.has(identity(value)) ?? typeOf(value) === b.type;
  const values = a.values.filter((value) => fits(value));
  return values.length === 0 ? undefined : { ...common, type: "values", values };
}

function meetNumbers(a: NumberShape, b: NumberShape): NumberShape {
  const minimum = tighter(a.minimum, b.minimum, 1);
  const maximum = tighter(a.maximum, b.maximum, -1);
  return {
    ...a,
    integer: a.integer || b.integer,
    fraction: a.fraction || b.fraction,
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    multipleOf: union(a.multipleOf, b.multipleOf),
    notMultipleOf: union(a.notMultipleOf, b.notMultipleOf),
    formats: union(a.formats, b.formats),
  };
}

function tighter(a: Bound | undefined, b: Bound | undefined, direction: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compare(a.value, b.value) * direction;
  if (order !== 0) return order > 0 ? a : b;
  return a.exclusive ? a : b;
}

function meetStrings(a: StringShape, b: StringShape): StringShape {
  const content = a.content ?? b.content;
  return {
    ...a,
    minLength: Math.max(a.minLength, b.minLength),
    maxLength: Math.min(a.maxLength, b.maxLength),
    patterns: union(a.patterns, b.patterns),
    formats: union(a.formats, b.formats),
    ...(content !== undefined && { content }),
  };
}

function meetArrays(a: ArrayShape, b: ArrayShape): ArrayShape {
  return {
    ...a,
    rules: [...a.rules, ...b.rules],
    minItems: Math.max(a.minItems, b.minItems),
    maxItems: Math.min(a.maxItems, b.maxItems),
    contains: [...a.contains, ...b.contains],
    unique: a.unique || b.unique,
    repeated: a.repeated || b.repeated,
    evaluated: {
      first: Math.max(a.evaluated.first, b.evaluated.first),
      containing: [...a.evaluated.containing, ...b.evaluated.containing],
    },
  };
}

function meetObjects(a: ObjectShape, b: ObjectShape): ObjectShape {
  return {
    ...a,
    rules: [...a.rules, ...b.rules],
    required: union(a.required, b.required),
    minProperties: Math.max(a.minProperties, b.minProperties),
    maxProperties: Math.min(a.maxProperties, b.maxProperties),
    names: [...a.names, ...b.names],
    some: [...a.some, ...b.some],
    evaluated: [...a.evaluated, ...b.evaluated],
  };
}

function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const seen = new Set(a.map((each) => JSON.stringify(each)));
  return [...a, ...b.filter((each) => !seen.has(JSON.stringify(each)))];
}

/** Undefined for a shape whose own bounds leave nothing. */
function sound(shape: Shape): Shape | undefined {
  switch (shape.type) {
    case "number":
      return (shape.integer && shape.fraction) || crossed(shape) ? undefined : shape;
    case "string":
      return shape.minLength > shape.maxLength ? undefined : shape;
    case "array":
      return shape.minItems > shape.maxItems ? undefined : shape;
    case "object":
      return Math.max(shape.minProperties, shape.required.length) > shape.maxProperties ? undefined : shape;
    case "values":
      return shape;
  }
}

function crossed({ minimum, maximum }: NumberShape): boolean {
  if (minimum === undefined || maximum === undefined) return false;
  const order = compare(minimum.value, maximum.value);
  return order > 0 || (order === 0 && (minimum.exclusive || maximum.exclusive));
}
