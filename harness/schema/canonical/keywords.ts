import { isInteger } from "../../../model/decimal.ts";
import type { Json, JsonObject, RawNumber } from "../../../model/json.ts";
import { asSchema, below, identity, member } from "../values.ts";
import { isArray, prefixLength } from "../validate/arrays.ts";
import { isNumber } from "../validate/numbers.ts";
import { entries, strings } from "../validate/objects.ts";
import { branchOf, childOf, madeAtom, negation } from "./goal.ts";
import type { Atom } from "./goal.ts";
import { anyArray, anyNumber, anyObject, anyString, universe, valuesShape } from "./shape.ts";
import type { Cover, NumberShape, Shape, StringShape } from "./shape.ts";

/** What a keyword asks of the values of one type; values of other types are left alone. */
export interface Keyword {
  readonly type: Shape["type"] | "any";
  /** The shapes inside: for a keyword of one type only its shape. */
  readonly inside: (site: KeywordSite) => readonly Shape[];
  /** The shapes outside. */
  readonly outside: (site: KeywordSite) => readonly Shape[];
}

export interface KeywordSite {
  readonly atom: Atom;
  readonly schema: JsonObject;
  readonly expected: Json;
  /** Whether the view hides a property of the schema. */
  readonly hidden: (name: string) => boolean;
}

const ofType = (type: Json): readonly Shape[] => {
  if (type === "null") return universe.slice(0, 1);
  if (type === "boolean") return universe.slice(1, 2);
  if (type === "integer") return [{ ...anyNumber, integer: true }];
  return universe.filter((shape) => shape.type === type);
};

const typesOf = (expected: Json): readonly Json[] => (isArray(expected) ? expected : [expected]);

const type: Keyword = {
  type: "any",
  inside: ({ expected }) => {
    const types = typesOf(expected);
    return types.flatMap((each) => (each === "integer" && types.includes("number") ? [] : ofType(each)));
  },
  outside: ({ expected }) => {
    const types = typesOf(expected);
    const others = ["null", "boolean", "number", "string", "array", "object"].filter((each) => !types.includes(each));
    return others.flatMap((each) =>
      each === "number" && types.includes("integer") ? [{ ...anyNumber, fraction: true }] : ofType(each),
    );
  },
};

const excluding = (exclude: readonly Json[]): readonly Shape[] => {
  const out = new Set(exclude.map((value) => identity(value)));
  return universe.flatMap((shape): readonly Shape[] => {
    if (shape.type !== "values") return [{ ...shape, exclude }];
    const values = shape.values.filter((value) => !out.has(identity(value)));
    return values.length === 0 ? [] : [valuesShape(values)];
  });
};

const enumeration = (valuesOf: (expected: Json) => readonly Json[]): Keyword => ({
  type: "any",
  inside: ({ expected }) => (valuesOf(expected).length === 0 ? [] : [valuesShape(valuesOf(expected))]),
  outside: ({ expected }) => excluding(valuesOf(expected)),
});

function numeric(
  inside: (n: number | RawNumber) => Partial<NumberShape>,
  outside: (n: number | RawNumber) => Partial<NumberShape>,
): Keyword {
  const shapes =
    (refine: (n: number | RawNumber) => Partial<NumberShape>) =>
    ({ expected }: KeywordSite): readonly Shape[] =>
      isNumber(expected) ? [{ ...anyNumber, ...refine(expected) }] : [];
  return { type: "number", inside: shapes(inside), outside: shapes(outside) };
}

const lower = (exclusive: boolean) => (value: number | RawNumber) => ({ minimum: { value, exclusive } });
const upper = (exclusive: boolean) => (value: number | RawNumber) => ({ maximum: { value, exclusive } });

/** A count as a plain number, rounded to the inside of the bound; beyond every count there is none. */
const atLeast = (expected: Json): number => (isNumber(expected) ? Math.ceil(plain(expected)) : 0);
const atMost = (expected: Json): number => (isNumber(expected) ? Math.floor(plain(expected)) : Infinity);
const plain = (value: number | RawNumber): number => (typeof value === "number" ? value : Number(value.rawJSON));

function counted<S extends Shape>(
  any: S,
  least: (count: number) => Partial<S>,
  most: (count: number) => Partial<S>,
): { readonly min: Keyword; readonly max: Keyword } {
  const made = (part: Partial<S>): readonly Shape[] => [{ ...any, ...part }];
  return {
    min: {
      type: any.type,
      inside: ({ expected }) => made(least(atLeast(expected))),
      outside: ({ expected }) => (atLeast(expected) > 0 ? made(most(atLeast(expected) - 1)) : []),
    },
    max: {
      type: any.type,
      inside: ({ expected }) => made(most(atMost(expected))),
      outside: ({ expected }) => (atMost(expected) < Infinity ? made(least(atMost(expected) + 1)) : []),
    },
  };
}

const lengths = counted<StringShape>(
  anyString,
  (minLength) => ({ minLength }),
  (maxLength) => ({ maxLength }),
);
const items = counted(
  anyArray,
  (minItems) => ({ minItems }),
  (maxItems) => ({ maxItems }),
);
const members = counted(
  anyObject,
  (minProperties) => ({ minProperties }),
  (maxProperties) => ({ maxProperties }),
);

const pattern: Keyword = {
  type: "string",
  inside: ({ expected }) => [patterned(expected, false)],
  outside: ({ expected }) => (typeof expected === "string" ? [patterned(expected, true)] : []),
};

function patterned(source: Json, negated: boolean): StringShape {
  return typeof source === "string" ? { ...anyString, patterns: [{ source, negated }] } : anyString;
}

/** Annotations (validation, section 8): they say what to draw, and nothing is outside them. */
const contentMediaType: Keyword = {
  type: "string",
  inside: ({ atom, schema, expected }) => {
    if (typeof expected !== "string" || !JSON_TEXT.test(expected) || Object.hasOwn(schema, "contentEncoding"))
      return [anyString];
    return [
      {
        ...anyString,
        content: branchOf(asSchema(member(schema, "contentSchema")), below(atom.pointer, "contentSchema")),
      },
    ];
  },
  outside: () => [],
};
const contentEncoding: Keyword = {
  type: "string",
  inside: ({ expected }) => [
    expected === "base64" || expected === "base64url" ? { ...anyString, formats: ["byte"] } : anyString,
  ],
  outside: () => [],
};
const JSON_TEXT = /^application\/(?:[\w.-]+\+)?json\b/i;

const uniqueItems: Keyword = {
  type: "array",
  inside: ({ expected }) => [{ ...anyArray, unique: expected === true }],
  outside: ({ expected }) => (expected === true ? [{ ...anyArray, repeated: true, minItems: 2 }] : []),
};

const prefixItems: Keyword = {
  type: "array",
  inside: ({ atom, expected }) => {
    const schemas = isArray(expected) ? expected : [];
    const rules = schemas.map((schema, index) => ({
      from: index,
      to: index + 1,
      atom: childOf(atom, asSchema(schema), below(atom.pointer, "prefixItems", index)),
    }));
    return [{ ...anyArray, rules, evaluated: { first: schemas.length, containing: [] } }];
  },
  outside: ({ atom, expected }) =>
    (isArray(expected) ? expected : []).map((schema, index) => ({
      ...anyArray,
      minItems: index + 1,
      rules: [
        {
          from: index,
          to: index + 1,
          atom: negation(childOf(atom, asSchema(schema), below(atom.pointer, "prefixItems", index))),
        },
      ],
    })),
};

const itemsKeyword: Keyword = {
  type: "array",
  inside: ({ atom, schema, expected }) => {
    const rule = {
      from: prefixLength({ schema }),
      to: Infinity,
      atom: childOf(atom, asSchema(expected), below(atom.pointer, "items")),
    };
    return [{ ...anyArray, rules: [rule], evaluated: { first: Infinity, containing: [] } }];
  },
  outside: ({ atom, schema, expected }) => {
    const from = prefixLength({ schema });
    const broken = negation(childOf(atom, asSchema(expected), below(atom.pointer, "items")));
    return [{ ...anyArray, minItems: from + 1, contains: [{ atom: broken, from, min: 1, max: Infinity }] }];
  },
};

const contains: Keyword = {
  type: "array",
  inside: ({ atom, schema, expected }) => {
    const { matching, min, max } = containsOf(atom, schema, expected);
    return [
      {
        ...anyArray,
        contains: [{ atom: matching, from: 0, min, max }],
        evaluated: { first: 0, containing: [matching] },
      },
    ];
  },
  outside: (site) => (Object.hasOwn(site.schema, "minContains") ? [] : tooFew(site)),
};

/** These two change what `contains` asks; inside them there is nothing more. */
const minContains: Keyword = { type: "array", inside: () => universe, outside: (site) => tooFew(site) };
const maxContains: Keyword = {
  type: "array",
  inside: () => universe,
  outside: ({ atom, schema }) => {
    const expected = member(schema, "contains");
    const { matching, max } = containsOf({ ...atom, omit: "" }, schema, expected ?? true);
    if (expected === undefined || max === Infinity) return [];
    return [{ ...anyArray, contains: [{ atom: matching, from: 0, min: max + 1, max: Infinity }] }];
  },
};

function tooFew({ atom, schema }: KeywordSite): readonly Shape[] {
  const expected = member(schema, "contains");
  const { matching, min } = containsOf({ ...atom, omit: "" }, schema, expected ?? true);
  if (expected === undefined || min === 0) return [];
  return [{ ...anyArray, contains: [{ atom: matching, from: 0, min: 0, max: min - 1 }] }];
}

function containsOf(atom: Atom, schema: JsonObject, expected: Json) {
  const [fewest, most] = [member(schema, "minContains"), member(schema, "maxContains")];
  const min = fewest === undefined ? 1 : atLeast(fewest);
  return {
    matching: { ...childOf(atom, asSchema(expected), below(atom.pointer, "contains")), branch: true },
    min: atom.omit === "minContains" ? 0 : min,
    max: most === undefined || atom.omit === "maxContains" ? Infinity : atMost(most),
  };
}

const required: Keyword = {
  type: "object",
  inside: ({ expected, hidden }) => [
    { ...anyObject, required: [...new Set(strings(expected))].filter((name) => !hidden(name)) },
  ],
  outside: ({ expected, hidden }) => strings(expected).flatMap((name) => (hidden(name) ? [] : [without(name)])),
};

/** Objects that lack the member. */
export function without(name: string): Shape {
  return { ...anyObject, rules: [{ covers: { names: [name], patterns: [], others: false }, atom: NOTHING }] };
}

/** What a view hides is not drawn, and not required. */
export const HIDDEN: Atom = { schema: false, pointer: "~hidden", negated: false, branch: true };
export const NOTHING: Atom = { schema: false, pointer: "~false", negated: false, branch: true };

const properties: Keyword = {
  type: "object",
  inside: ({ atom, expected, hidden }) => {
    const rules = entries(expected).map(([name, schema]) => ({
      covers: coverOf([name], []),
      atom: hidden(name) ? HIDDEN : childOf(atom, asSchema(schema), below(atom.pointer, "properties", name)),
    }));
    return [
      {
        ...anyObject,
        rules,
        evaluated: [
          coverOf(
            entries(expected).map(([name]) => name),
            [],
          ),
        ],
      },
    ];
  },
  outside: ({ atom, expected, hidden }) =>
    entries(expected)
      .filter(([name]) => !hidden(name))
      .map(([name, schema]) => ({
        ...anyObject,
        required: [name],
        rules: [
          {
            covers: coverOf([name], []),
            atom: negation(childOf(atom, asSchema(schema), below(atom.pointer, "properties", name))),
          },
        ],
      })),
};

const patternProperties: Keyword = {
  type: "object",
  inside: ({ atom, expected }) => {
    const rules = entries(expected).map(([source, schema]) => ({
      covers: coverOf([], [source]),
      atom: childOf(atom, asSchema(schema), below(atom.pointer, "patternProperties", source)),
    }));
    return [
      {
        ...anyObject,
        rules,
        evaluated: [
          coverOf(
            [],
            entries(expected).map(([source]) => source),
          ),
        ],
      },
    ];
  },
  outside: ({ atom, expected }) =>
    entries(expected).map(([source, schema]) => ({
      ...anyObject,
      some: [
        {
          names: namesIn(coverOf([], [source])),
          value: [negation(childOf(atom, asSchema(schema), below(atom.pointer, "patternProperties", source)))],
        },
      ],
    })),
};

const additionalProperties: Keyword = {
  type: "object",
  inside: ({ atom, schema, expected }) => {
    const rule = {
      covers: othersOf(schema),
      atom: childOf(atom, asSchema(expected), below(atom.pointer, "additionalProperties")),
    };
    return [{ ...anyObject, rules: [rule], evaluated: [coverOf([], [], true)] }];
  },
  outside: ({ atom, schema, expected }) => [
    {
      ...anyObject,
      some: [
        {
          names: namesIn(othersOf(schema)),
          value: [negation(childOf(atom, asSchema(expected), below(atom.pointer, "additionalProperties")))],
        },
      ],
    },
  ],
};

const propertyNames: Keyword = {
  type: "object",
  inside: ({ atom, expected }) => [{ ...anyObject, names: [nameAtom(atom, expected)] }],
  outside: ({ atom, expected }) => [
    { ...anyObject, some: [{ names: [negation(nameAtom(atom, expected))], value: [] }] },
  ],
};

function nameAtom(atom: Atom, expected: Json): Atom {
  return { ...childOf(atom, asSchema(expected), below(atom.pointer, "propertyNames")), branch: true };
}

export function coverOf(names: readonly string[], patterns: readonly string[], others = false): Cover {
  return { names, patterns, others };
}

/** The names that `properties` and `patternProperties` of a schema do not speak of. */
export function othersOf(schema: JsonObject): Cover {
  const spoken = (keyword: string): readonly string[] => entries(member(schema, keyword)).map(([name]) => name);
  return coverOf(spoken("properties"), spoken("patternProperties"), true);
}

/** The names of a cover, as atoms for the text of a name. */
export function namesIn({ names, patterns, others }: Cover): readonly Atom[] {
  const spoken = [...(names.length > 0 ? [{ enum: names }] : []), ...patterns.map((source) => ({ pattern: source }))];
  return spoken.length === 0
    ? [madeAtom({ type: "string" })]
    : [madeAtom({ type: "string", ...(others ? { not: { anyOf: spoken } } : { anyOf: spoken }) })];
}

/** Keywords that speak of one place and its parts; those that apply schemas to the same place are in `expand.ts`. */
export const keywords: Readonly<Record<string, Keyword>> = {
  type,
  enum: enumeration((expected) => (isArray(expected) ? expected : [])),
  const: enumeration((expected) => [expected]),
  minimum: numeric(lower(false), upper(true)),
  exclusiveMinimum: numeric(lower(true), upper(false)),
  maximum: numeric(upper(false), lower(true)),
  exclusiveMaximum: numeric(upper(true), lower(false)),
  multipleOf: numeric(
    (divisor) => ({ multipleOf: [divisor], integer: isInteger(divisor) }),
    (divisor) => ({ notMultipleOf: [divisor] }),
  ),
  minLength: lengths.min,
  maxLength: lengths.max,
  pattern,
  contentMediaType,
  contentEncoding,
  minItems: items.min,
  maxItems: items.max,
  uniqueItems,
  prefixItems,
  items: itemsKeyword,
  contains,
  minContains,
  maxContains,
  required,
  minProperties: members.min,
  maxProperties: members.max,
  properties,
  patternProperties,
  additionalProperties,
  propertyNames,
};

/** `format` says what to draw for strings and for numbers alike. */
export function formatted(expected: Json): readonly Shape[] {
  if (typeof expected !== "string") return universe;
  return universe.map((shape) =>
    shape.type === "string" || shape.type === "number" ? { ...shape, formats: [expected] } : shape,
  );
}
