import { compare, decimal, decimalText, isInteger, isMultipleOf } from "../../../model/decimal.ts";
import type { Decimal } from "../../../model/decimal.ts";
import { numberFrom } from "../../../model/json.ts";
import type { Json, RawNumber } from "../../../model/json.ts";
import type { Bound, NumberShape } from "../canonical/shape.ts";
import type { Drawing } from "./core.ts";
import type { Tree } from "./tree.ts";

/**
 * The numbers of a shape on a grid: coefficient × step × 10^exponent, between two coefficients. The grid of a schema without `multipleOf`
 * is as fine as its bounds are written, and finer by two digits where fractions are allowed.
 */
interface Grid {
  readonly step: bigint;
  readonly exponent: number;
  readonly low: bigint;
  readonly high: bigint;
  /** Whether the schema itself gives the bound. */
  readonly lowBound: boolean;
  readonly highBound: boolean;
}

const FORMATS: ReadonlyMap<string, readonly [number | RawNumber, number | RawNumber, boolean]> = new Map([
  ["int32", [-2147483648, 2147483647, true]],
  ["int64", [numberFrom("-9223372036854775808"), numberFrom("9223372036854775807"), true]],
]);

/** What is drawn where the schema gives no bound: integers that every JSON reader holds exactly (RFC 8259, section 6). */
const WIDEST = 2n ** 53n - 1n;

const grids = new WeakMap<NumberShape, Grid | undefined>();

/** Undefined where no number is on it. */
function gridOf(shape: NumberShape): Grid | undefined {
  if (!grids.has(shape)) grids.set(shape, laidOut(shape));
  return grids.get(shape);
}

function laidOut(shape: NumberShape): Grid | undefined {
  const { integer, minimum, maximum } = reachable(withFormats(shape));
  const multiples = shape.multipleOf.map(decimal);
  const denied = shape.notMultipleOf.map(decimal);
  const bounds = [minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [decimal(bound.value)]));
  const finest = Math.min(
    0,
    ...[...multiples, ...denied].map(({ exponent }) => exponent),
    ...(integer ? [] : bounds.map(({ exponent }) => exponent)),
  );
  if (finest < -FARTHEST || [...bounds, ...multiples].some(({ exponent }) => exponent > FARTHEST)) return undefined;
  const exponent = integer || multiples.length > 0 ? finest : finest - 2;
  const whole = integer ? 10n ** BigInt(-exponent) : 1n;
  const step = multiples.map((each) => scaled(each, exponent)).reduce(commonMultiple, whole);
  const widest = WIDEST / step;
  const low = minimum && lowest(minimum, exponent, step);
  const high = maximum && -lowest(opposite(maximum), exponent, step);
  const grid = {
    step,
    exponent,
    low: low ?? least(-widest, high === undefined ? 0n : high - widest),
    high: high ?? most(widest, low === undefined ? 0n : low + widest),
    lowBound: low !== undefined,
    highBound: high !== undefined,
  };
  return grid.low > grid.high ? undefined : grid;
}

/** Digits beyond which numbers are not written out. */
const FARTHEST = 400;

/** Without the bounds that are farther out than any number drawn. */
function reachable({ minimum, maximum, ...rest }: NumberShape): NumberShape {
  const far = (bound: Bound, sign: bigint): boolean => {
    const { coefficient, exponent } = decimal(bound.value);
    return exponent > FARTHEST && coefficient * sign > 0n;
  };
  return {
    ...rest,
    ...(minimum !== undefined && !far(minimum, -1n) && { minimum }),
    ...(maximum !== undefined && !far(maximum, 1n) && { maximum }),
  };
}

function withFormats(shape: NumberShape): NumberShape {
  let whole = shape;
  for (const format of shape.formats) {
    const [low, high, integer] = FORMATS.get(format) ?? [undefined, undefined, false];
    if (low === undefined || high === undefined || shape.fraction) continue;
    const minimum =
      whole.minimum !== undefined && compare(whole.minimum.value, low) >= 0
        ? whole.minimum
        : { value: low, exclusive: false };
    const maximum =
      whole.maximum !== undefined && compare(whole.maximum.value, high) <= 0
        ? whole.maximum
        : { value: high, exclusive: false };
    if (compare(minimum.value, maximum.value) <= 0) whole = { ...whole, minimum, maximum, integer };
  }
  return whole;
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function opposite({ value, exclusive }: Bound): Bound {
  const { coefficient, exponent } = decimal(value);
  return { value: numberFrom(decimalText({ coefficient: -coefficient, exponent })), exclusive };
}

/** The lowest grid coefficient at or above a bound. */
function lowest({ value, exclusive }: Bound, exponent: number, step: bigint): bigint {
  const bound = decimal(value);
  const unit = Math.min(bound.exponent, exponent);
  const [dividend, divisor] = [scaled(bound, unit), step * 10n ** BigInt(exponent - unit)];
  const quotient = dividend / divisor;
  const up = dividend > quotient * divisor ? quotient + 1n : quotient;
  return exclusive && up * divisor === dividend ? up + 1n : up;
}

function commonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return ((a < 0n ? -a : a) / x) * (b < 0n ? -b : b);
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Decimals of up to 15 digits come back from a double as they were written. */
const SHORT = 10n ** 15n;

function numberAt({ step, exponent }: Grid, index: bigint): number | RawNumber {
  const coefficient = index * step;
  if (coefficient < SHORT && coefficient > -SHORT && exponent > -20)
    return exponent === 0 ? Number(coefficient) : Number(`${coefficient}e${exponent}`);
  return numberFrom(decimalText(trimmed(coefficient, exponent)));
}

function trimmed(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  let [c, e] = [coefficient, exponent];
  while (c % 10n === 0n) [c, e] = [c / 10n, e + 1];
  return { coefficient: c, exponent: e };
}

/** The grid's coefficient nearest to zero. */
function nearest({ low, high }: Pick<Grid, "low" | "high">): bigint {
  if (low > 0n) return low;
  return high < 0n ? high : 0n;
}

/** The numbers nearest to zero first, then outwards; at most 50. */
export function simplestNumbers(shape: NumberShape): readonly Json[] {
  const grid = gridOf(shape);
  if (grid === undefined) return [];
  const start = nearest(grid);
  const unit = shape.integer || grid.exponent === 0 || shape.multipleOf.length > 0 ? 1n : 10n ** BigInt(-grid.exponent);
  const indices = Array.from({ length: 12 }, (_, index) => BigInt(index)).flatMap((offset) => [
    start + offset * unit,
    start - offset * unit,
    start + offset,
    start - offset,
  ]);
  return [...new Set(indices)]
    .filter((index) => index >= grid.low && index <= grid.high)
    .map((index) => numberAt(grid, index))
    .filter((value) => admitted(shape, value));
}

function admitted(shape: NumberShape, value: number | RawNumber): boolean {
  if (shape.fraction && isInteger(value)) return false;
  return shape.notMultipleOf.every((divisor) => isMultipleOf(value, divisor) === false);
}

/** Labelled values at the bounds. */
export function numberEdges(shape: NumberShape): readonly (readonly [string, Json])[] {
  const grid = gridOf(shape);
  if (grid === undefined) return [];
  const { low, high } = grid;
  const labelled: (readonly [string, bigint])[] = [
    ["minimum", low],
    ["minimum + 1 step", low + 1n],
    ["maximum - 1 step", high - 1n],
    ["maximum", high],
    ["zero", 0n],
    ["negative", -1n],
  ];
  const bounded = labelled.filter(([label]) =>
    label.startsWith("min") ? grid.lowBound : !label.startsWith("max") || grid.highBound,
  );
  return bounded
    .filter(([, index]) => index >= low && index <= high)
    .map(([label, index]) => [label, numberAt(grid, index)] as const)
    .filter(([, value]) => admitted(shape, value));
}

export function drawNumber(shape: NumberShape, drawing: Drawing): Tree | undefined {
  const grid = gridOf(shape);
  if (grid === undefined) return undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    const index = drawIndex(grid, drawing);
    if (admitted(shape, numberAt(grid, index))) return treeAt(shape, grid, index);
  }
  return undefined;
}

/** One in three at or beside a bound, one in three small, else of any magnitude. */
function drawIndex(grid: Grid, { random }: Drawing): bigint {
  const { low, high, exponent } = grid;
  const within = (index: bigint): bigint => (index < low ? low : index > high ? high : index);
  switch (random.nextInt(0, 5)) {
    case 0:
      return within(low + BigInt(random.nextInt(0, 1)));
    case 1:
      return within(high - BigInt(random.nextInt(0, 1)));
    case 2:
    case 3: {
      const unit = exponent < 0 && random.nextInt(0, 1) === 0 ? 10n ** BigInt(-exponent) : 1n;
      return within(nearest(grid) + BigInt(random.nextInt(-20, 20)) * unit);
    }
    case 4:
      return random.nextBigInt(low, high);
    default: {
      const most = 10n ** BigInt(random.nextInt(0, (high - low).toString().length));
      return within(nearest(grid) + random.nextBigInt(-most, most));
    }
  }
}

function treeAt(shape: NumberShape, grid: Grid, index: bigint): Tree {
  const value = numberAt(grid, index);
  return { value, simpler: () => simplerNumbers(shape, grid, index) };
}

/** Halving the distance to the number nearest to zero; whole numbers before fractions. */
function* simplerNumbers(shape: NumberShape, grid: Grid, index: bigint): Generator<Tree> {
  const start = nearest(grid);
  const unit = grid.exponent < 0 ? 10n ** BigInt(-grid.exponent) : 1n;
  const whole = (index / unit) * unit;
  const offered = new Set<bigint>();
  if (whole !== index && whole >= grid.low && whole <= grid.high) offered.add(whole);
  for (let gap = index - start; gap !== 0n; gap /= 2n) offered.add(index - gap);
  for (const each of offered) if (admitted(shape, numberAt(grid, each))) yield treeAt(shape, grid, each);
}
