import type { Json } from "../../../model/json.ts";
import { entries, strings } from "../validate/objects.ts";
import { asSchema, below } from "../values.ts";
import { coverOf, namesIn, othersOf } from "./cover.ts";
import { childOf, negation } from "./goal.ts";
import type { Atom } from "./goal.ts";
import { counted } from "./keyword.ts";
import type { Keyword } from "./keyword.ts";
import { anyObject } from "./shape.ts";
import type { Shape } from "./shape.ts";

const counts = counted(
  anyObject,
  (minProperties) => ({ minProperties }),
  (maxProperties) => ({ maxProperties }),
);

/** What a view hides is not drawn, and not required. */
const HIDDEN: Atom = { schema: false, pointer: "~hidden", negated: false, branch: true };
const NOTHING: Atom = { schema: false, pointer: "~false", negated: false, branch: true };

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

export const objectKeywords: Readonly<Record<string, Keyword>> = {
  required,
  minProperties: counts.min,
  maxProperties: counts.max,
  properties,
  patternProperties,
  additionalProperties,
  propertyNames,
};
