import type { Json, JsonObject } from "../../../model/json.ts";
import { isArray, prefixLength } from "../validate/arrays.ts";
import { asSchema, below, member } from "../values.ts";
import { childOf, negation } from "./goal.ts";
import type { Atom } from "./goal.ts";
import { atLeast, atMost, counted } from "./keyword.ts";
import type { Keyword, KeywordSite } from "./keyword.ts";
import { anyArray, universe } from "./shape.ts";
import type { Shape } from "./shape.ts";

const lengths = counted(
  anyArray,
  (minItems) => ({ minItems }),
  (maxItems) => ({ maxItems }),
);

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

const items: Keyword = {
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

export const arrayKeywords: Readonly<Record<string, Keyword>> = {
  minItems: lengths.min,
  maxItems: lengths.max,
  uniqueItems,
  prefixItems,
  items,
  contains,
  minContains,
  maxContains,
};
