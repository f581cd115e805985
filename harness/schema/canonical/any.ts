import type { Json } from "../../../model/json.ts";
import { isArray } from "../validate/arrays.ts";
import { identity } from "../values.ts";
import type { Keyword } from "./keyword.ts";
import { anyNumber, universe, valuesShape } from "./shape.ts";
import type { Shape } from "./shape.ts";

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

export const anyKeywords: Readonly<Record<string, Keyword>> = {
  type,
  enum: enumeration((expected) => (isArray(expected) ? expected : [])),
  const: enumeration((expected) => [expected]),
};

/** `format` says what to draw for strings and for numbers alike. */
export function formatted(expected: Json): readonly Shape[] {
  if (typeof expected !== "string") return universe;
  return universe.map((shape) =>
    shape.type === "string" || shape.type === "number" ? { ...shape, formats: [expected] } : shape,
  );
}
