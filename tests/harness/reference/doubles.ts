import { compare } from "../../../model/decimal.ts";
import { isJsonObject, isRawNumber, type Json, type RawNumber } from "../../../model/json.ts";

/**
 * A value with numbers as ajv knows them. Different numbers stay different (`uniqueItems`): where two round to one double, the one takes a neighbour nearer to zero,
 * within whatever bounds both keep. What doubles lose of a bound is `exactlyWithin`'s to see.
 */
export function asDoubles(value: Json): unknown {
  const plain = new Set<number>();
  const raw: RawNumber[] = [];
  collect(value, plain, raw);
  const doubles: (readonly [RawNumber, number])[] = [];
  for (const each of raw) {
    if (doubles.some(([known]) => compare(known, each) === 0)) continue;
    let double = Number(each.rawJSON);
    while (plain.has(double)) double = neighbour(double);
    plain.add(double);
    doubles.push([each, double]);
  }
  return replaced(value, (number) => doubles.find(([known]) => compare(known, number) === 0)?.[1] ?? 0);
}

function collect(value: Json, plain: Set<number>, raw: RawNumber[]): void {
  if (typeof value === "number") plain.add(value);
  else if (isRawNumber(value)) raw.push(value);
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) collect(part, plain, raw);
}

function replaced(value: Json, double: (number: RawNumber) => number): unknown {
  if (isRawNumber(value)) return double(value);
  if (Array.isArray(value)) return value.map((item: Json) => replaced(item, double));
  if (!isJsonObject(value)) return value;
  // A plain assignment of `__proto__` would be lost.
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, double)]));
}

/** The next double towards zero; from zero the next one away from it. */
function neighbour(double: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, double);
  view.setBigUint64(0, view.getBigUint64(0) + (double === 0 ? 1n : -1n));
  return view.getFloat64(0);
}
