import type { Json } from "../../../model/json.ts";
import { asSchema, below, member } from "../values.ts";
import { branchOf } from "./goal.ts";
import { counted } from "./keyword.ts";
import type { Keyword } from "./keyword.ts";
import { anyString } from "./shape.ts";
import type { StringShape } from "./shape.ts";

const lengths = counted<StringShape>(
  anyString,
  (minLength) => ({ minLength }),
  (maxLength) => ({ maxLength }),
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

export const stringKeywords: Readonly<Record<string, Keyword>> = {
  minLength: lengths.min,
  maxLength: lengths.max,
  pattern,
  contentMediaType,
  contentEncoding,
};
