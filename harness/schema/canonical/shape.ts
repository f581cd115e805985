import type { Json, RawNumber } from "../../../model/json.ts";
import type { Atom } from "./goal.ts";

/** One way to be inside a goal: values of one type, with everything that the goal says of them gathered in one place. */
export type Shape = ValuesShape | NumberShape | StringShape | ArrayShape | ObjectShape;

interface Common {
  /** Values that a negated `const` or `enum` keeps out. */
  readonly exclude: readonly Json[];
  /** Atoms that the shape does not express: a value drawn from it is checked against them. */
  readonly residual: readonly Atom[];
}

/** These values and no others; never empty. */
export interface ValuesShape extends Common {
  readonly type: "values";
  readonly values: readonly Json[];
}

export interface Bound {
  readonly value: number | RawNumber;
  readonly exclusive: boolean;
}

export interface NumberShape extends Common {
  readonly type: "number";
  readonly integer: boolean;
  /** A negated `integer`. */
  readonly fraction: boolean;
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf: readonly (number | RawNumber)[];
  readonly notMultipleOf: readonly (number | RawNumber)[];
  readonly formats: readonly string[];
}

export interface StringShape extends Common {
  readonly type: "string";
  readonly minLength: number;
  readonly maxLength: number;
  readonly patterns: readonly { readonly source: string; readonly negated: boolean }[];
  readonly formats: readonly string[];
  /** What the text holds: JSON, as `contentMediaType` says, inside `contentSchema`. */
  readonly content?: Atom;
}

/** Every item from one index up to, not including, another. */
interface ItemRule {
  readonly from: number;
  readonly to: number;
  readonly atom: Atom;
}

export interface ArrayShape extends Common {
  readonly type: "array";
  readonly rules: readonly ItemRule[];
  readonly minItems: number;
  readonly maxItems: number;
  readonly contains: readonly {
    readonly atom: Atom;
    readonly from: number;
    readonly min: number;
    readonly max: number;
  }[];
  readonly unique: boolean;
  /** A negated `uniqueItems`: two items are equal. */
  readonly repeated: boolean;
  /** For `unevaluatedItems`: how many first items were evaluated, and the `contains` whose items were. */
  readonly evaluated: { readonly first: number; readonly containing: readonly Atom[] };
}

/** Every member whose name it covers; names are those that the property keywords of one schema speak of, or all they do not. */
interface NameRule {
  readonly covers: Cover;
  readonly atom: Atom;
}

export interface Cover {
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  /** The cover is every other name. */
  readonly others: boolean;
}

export interface ObjectShape extends Common {
  readonly type: "object";
  readonly rules: readonly NameRule[];
  readonly required: readonly string[];
  readonly minProperties: number;
  readonly maxProperties: number;
  /** What every name has to be. */
  readonly names: readonly Atom[];
  /** At least one member with such a name and such a value: what a negation asks for. */
  readonly some: readonly { readonly names: readonly Atom[]; readonly value: readonly Atom[] }[];
  /** For `unevaluatedProperties`. */
  readonly evaluated: readonly Cover[];
}

const COMMON = { exclude: [], residual: [] } as const;

export const anyNumber: NumberShape = {
  ...COMMON,
  type: "number",
  integer: false,
  fraction: false,
  multipleOf: [],
  notMultipleOf: [],
  formats: [],
};

export const anyString: StringShape = {
  ...COMMON,
  type: "string",
  minLength: 0,
  maxLength: Infinity,
  patterns: [],
  formats: [],
};

export const anyArray: ArrayShape = {
  ...COMMON,
  type: "array",
  rules: [],
  minItems: 0,
  maxItems: Infinity,
  contains: [],
  unique: false,
  repeated: false,
  evaluated: { first: 0, containing: [] },
};

export const anyObject: ObjectShape = {
  ...COMMON,
  type: "object",
  rules: [],
  required: [],
  minProperties: 0,
  maxProperties: Infinity,
  names: [],
  some: [],
  evaluated: [],
};

export function valuesShape(values: readonly Json[]): ValuesShape {
  return { ...COMMON, type: "values", values };
}

/** Everything, simplest type first. */
export const universe: readonly Shape[] = [
  valuesShape([null]),
  valuesShape([false, true]),
  anyNumber,
  anyString,
  anyArray,
  anyObject,
];
