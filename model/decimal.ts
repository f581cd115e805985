import type { RawNumber } from "./json.ts";

/** A number as JSON writes it, exactly: coefficient × 10^exponent. Normal form: the coefficient does not end in zero, zero is 0 × 10^0. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Longest shift that is carried out; beyond it only signs and magnitudes are compared, so that 1e999999999 costs nothing. */
const LONGEST_SHIFT = 4096;

/** The exact decimal of a JSON number (JSON Schema 2020-12, section 6: bounds are mathematical, not binary). */
export function decimal(value: number | RawNumber): Decimal {
  const text = typeof value === "number" ? String(value) : value.rawJSON;
  const [mantissa = "0", power = "0"] = text.toLowerCase().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return normal(BigInt(whole + fraction), Number(power) - fraction.length);
}

function normal(coefficient: bigint, exponent: number): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const digits = coefficient.toString();
  const kept = digits.replace(/0+$/, "");
  return { coefficient: BigInt(kept), exponent: exponent + digits.length - kept.length };
}

/** Negative, 0 or positive as `a` is below, equal to or above `b`. */
export function compare(a: number | RawNumber, b: number | RawNumber): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  return compareDecimals(decimal(a), decimal(b));
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = sign(a.coefficient) - sign(b.coefficient);
  if (signs !== 0 || a.coefficient === 0n) return signs;
  const magnitudes = magnitude(a) - magnitude(b);
  if (magnitudes !== 0) return magnitudes * sign(a.coefficient);
  const exponent = Math.min(a.exponent, b.exponent);
  return sign(scaled(a, exponent) - scaled(b, exponent));
}

/** Whether the number is mathematically an integer: `1.0` and `1e400` are. */
export function isInteger(value: number | RawNumber): boolean {
  return typeof value === "number" ? Number.isInteger(value) : decimal(value).exponent >= 0;
}

/** Whether `value` is `divisor` times an integer, in decimals: 19.99 is a multiple of 0.01. Undefined where the numbers are too far apart to tell. */
export function isMultipleOf(value: number | RawNumber, divisor: number | RawNumber): boolean | undefined {
  const dividend = decimal(value);
  const step = decimal(divisor);
  if (step.coefficient === 0n) return undefined;
  if (dividend.coefficient === 0n) return true;
  const exponent = Math.min(dividend.exponent, step.exponent);
  if (Math.max(dividend.exponent, step.exponent) - exponent > LONGEST_SHIFT) return undefined;
  return scaled(dividend, exponent) % scaled(step, exponent) === 0n;
}

/** The shortest JSON text of a decimal: digits, then an exponent only where plain digits would be long. */
export function decimalText({ coefficient, exponent }: Decimal): string {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  const lead = coefficient < 0n ? "-" : "";
  if (exponent > 20 || exponent < -400) return `${lead}${digits}e${exponent}`;
  if (exponent >= 0) return lead + digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${lead}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

function scaled(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

/** The power of ten just above the number. */
function magnitude(value: Decimal): number {
  const digits = value.coefficient.toString();
  return value.exponent + (digits.startsWith("-") ? digits.length - 1 : digits.length);
}

function sign(value: bigint): -1 | 0 | 1 {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
