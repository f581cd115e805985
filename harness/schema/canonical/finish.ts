import { compareDecimals, decimal, decimalText } from "../../../model/decimal.ts";
import { numberFrom } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { identity } from "../values.ts";
import { valuesShape } from "./shape.ts";
import type { NumberShape, Shape } from "./shape.ts";

/** So many integers between the bounds are listed when some of them are excluded. */
const MOST_LISTED = 64n;

/** The last step of a canonical form: values are sifted, shapes with few values and exclusions become lists of values, equal shapes one. */
export function finish(shapes: readonly Shape[], holds: (value: Json) => boolean): readonly Shape[] {
  const finished = shapes.flatMap((shape) => {
    const values = listed(shape);
    if (values === undefined) return [shape];
    const left = distinct(values.filter((value) => holds(value)));
    return left.length === 0 ? [] : [valuesShape(left)];
  });
  const seen = new Set<string>();
  return finished.filter((shape) => {
    const key = JSON.stringify(shape, (_key, value: unknown) => (value === Infinity ? "∞" : value));
    return seen.size < seen.add(key).size;
  });
}

function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [identity(value), value])).values()];
}

function listed(shape: Shape): readonly Json[] | undefined {
  if (shape.type === "values") return shape.values;
  if (shape.type === "array" && shape.maxItems === 0) return [[]];
  if (shape.type === "object" && shape.maxProperties === 0) return [{}];
  if (shape.exclude.length === 0) return undefined;
  if (shape.type === "string" && shape.maxLength === 0) return [""];
  return shape.type === "number" && shape.integer ? integers(shape) : undefined;
}

function integers({ minimum, maximum }: NumberShape): readonly Json[] | undefined {
  if (minimum === undefined || maximum === undefined) return undefined;
  const [low, high] = [decimal(minimum.value), decimal(maximum.value)];
  if (Math.max(Math.abs(low.exponent), Math.abs(high.exponent)) > 30) return undefined;
  const first = roundUp(low.coefficient, low.exponent);
  const last = -roundUp(-high.coefficient, high.exponent);
  if (last - first >= MOST_LISTED) return undefined;
  return Array.from({ length: Number(last - first + 1n) }, (_, index) =>
    numberFrom(decimalText({ coefficient: first + BigInt(index), exponent: 0 })),
  ).filter((value) => compareDecimals(decimal(value), low) >= 0);
}

function roundUp(coefficient: bigint, exponent: number): bigint {
  if (exponent >= 0) return coefficient * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  const whole = coefficient / divisor;
  return coefficient > 0n && coefficient % divisor !== 0n ? whole + 1n : whole;
}
