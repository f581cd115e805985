import { badRequest, Refusal } from "./refusals.ts";

/**
 * A member's shape as Smithy understands it, as the function that reads it. A literal of the wrong kind throws a
 * SerializationException at once; a value of the right kind that breaks a constraint is added to `broken`, so that a
 * wrong literal anywhere is reported before any broken constraint.
 */
export type Shape<T> = (value: unknown, at: string, broken: string[]) => T;

type Members = Readonly<Record<string, Shape<unknown>>>;
type Structure<M extends Members, R extends keyof M> = {
  readonly [K in Exclude<keyof M, R>]?: ReturnType<M[K]>;
} & { readonly [K in R]: ReturnType<M[K]> };

/** Reads a whole input. Throws SerializationException or BadRequestException; the latter names every broken constraint. */
export function read<T>(shape: Shape<T>, value: unknown): T {
  const broken: string[] = [];
  const result = shape(value, "", broken);
  if (broken.length > 0) throw badRequest(broken.join("; "));
  return result;
}

const misread = (at: string, expected: string): Refusal =>
  new Refusal("SerializationException", `${at === "" ? "The body" : at}: expected ${expected}`);

function members(value: unknown, at: string): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw misread(at, "an object");
  return Object.entries(value);
}

/** A string; `min` and `max` count Unicode code points. */
export function text(
  limits: { readonly min?: number; readonly max?: number; readonly pattern?: RegExp } = {},
): Shape<string> {
  const { min = 0, max = Infinity, pattern } = limits;
  return (value, at, broken) => {
    if (typeof value !== "string") throw misread(at, "a string");
    if (value.length < min || (value.length > max && Array.from(value).length > max)) {
      broken.push(`${at}: expected ${min} to ${max} characters`);
    } else if (pattern !== undefined && !pattern.test(value))
      broken.push(`${at}: expected a match of ${pattern.source}`);
    return value;
  };
}

export function oneOf(...values: readonly string[]): Shape<string> {
  return (value, at, broken) => {
    if (typeof value !== "string") throw misread(at, "a string");
    if (!values.includes(value)) broken.push(`${at}: expected one of ${values.join(", ")}`);
    return value;
  };
}

export const flag: Shape<boolean> = (value, at) => {
  if (typeof value !== "boolean") throw misread(at, "true or false");
  return value;
};

export function integer(min: number, max: number): Shape<number> {
  return (value, at, broken) => {
    if (typeof value !== "number" || (Number.isFinite(value) && !Number.isInteger(value)))
      throw misread(at, "an integer");
    if (value < min || value > max) broken.push(`${at}: expected ${min} to ${max}`);
    return value;
  };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, at, broken) => {
    if (!Array.isArray(value)) throw misread(at, "a list");
    return value.map((one: unknown, index) => item(one, `${at}[${index}]`, broken));
  };
}

/** A map: its keys are data, whatever they are (`__proto__` too), and null is no value. */
export function map<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, at, broken) =>
    Object.fromEntries(
      members(value, at).map(([key, one]) => [key, item(one, `${at}[${JSON.stringify(key)}]`, broken)]),
    );
}

/** A structure: null reads as absent, unknown members are ignored. */
export function structure<M extends Members, R extends keyof M & string = never>(
  shapes: M,
  required?: readonly R[],
): Shape<Structure<M, R>>;
export function structure(shapes: Members, required: readonly string[] = []): Shape<object> {
  const all = Object.entries(shapes);
  return (value, at, broken) => {
    const given = new Map(members(value, at).filter(([, one]) => one !== null));
    for (const name of required) if (!given.has(name)) broken.push(`${at}${name}: required`);
    const result: Record<string, unknown> = {};
    for (const [name, shape] of all) {
      if (given.has(name)) result[name] = shape(given.get(name), at === "" ? name : `${at}.${name}`, broken);
    }
    return result;
  };
}

/** The input of an operation that has no body. */
export const nothing = structure({});
