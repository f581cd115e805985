import type fc from "fast-check";
import { isJsonObject, stringifyJson, type Json, type JsonObject } from "../../model/json.ts";
import type { ParameterLocation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { encode, isSendable } from "../wire/encode.ts";
import { boundaries } from "./boundaries.ts";
import type { Covering } from "./coverage.ts";
import { coveringArray, type Row } from "./covering.ts";
import { bodyOf, drawnParameters, type Drawing } from "./positive.ts";
import type { Repertoire } from "./repertoire.ts";
import { simplestOf } from "./simplest.ts";

/** Cases that combine the levels of an operation's parameters and top-level body members, and how many combinations they hold. */
export interface Combinations {
  readonly cases: readonly Covering[];
  /** All combinations, and how many of them the cases hold; for the others no valid request was found. */
  readonly tuples: number;
  readonly covered: number;
}

/** A parameter or a member of the body, and the values that it takes in turn; undefined: it is left out. The first is that of the simplest request. */
interface Factor {
  readonly put: (values: Values, level: number) => Values;
  readonly levels: number;
}

/** Values of one factor at most, by strength: their number decides how many requests there are. */
const MOST_LEVELS = { 2: 4, 3: 3 } as const;

export type Strength = keyof typeof MOST_LEVELS;

export function combinations({ drawing, valid }: Repertoire, random: fc.Random, strength: Strength): Combinations {
  if (valid === undefined) return { cases: [], tuples: 0, covered: 0 };
  const simplest = simplestWith(drawing, simplestOf(valid, random));
  const factors = [
    ...parameterFactors(drawing, simplest, MOST_LEVELS[strength]),
    ...memberFactors(drawing, simplest, MOST_LEVELS[strength]),
  ].filter(({ levels }) => levels > 1);
  if (factors.length < strength) return { cases: [], tuples: 0, covered: 0 };
  const values = (row: Row): Values => factors.reduce((all, { put }, index) => put(all, row[index] ?? 0), simplest);
  const { rows, tuples, covered } = coveringArray(
    factors.map(({ levels }) => levels),
    strength,
    (row) => isPossible(drawing, values(row)),
  );
  const { operation } = drawing;
  return {
    cases: rows.map((row, index) => ({ label: `combination ${index}`, case: { operation, values: values(row) } })),
    tuples,
    covered,
  };
}

/** The simplest request, with a body where there can be one. */
function simplestWith(drawing: Drawing, simplest: Values): Values {
  const [media] = drawing.operation.requestBody?.content ?? [];
  const value = media && drawing.engine.simplest(media.schema, drawing.options);
  return simplest.body !== undefined || media === undefined || value === undefined
    ? simplest
    : { ...simplest, body: bodyOf(media, value) };
}

const LOCATIONS = ["path", "query", "header", "cookie"] as const satisfies readonly ParameterLocation[];

function parameterFactors(drawing: Drawing, simplest: Values, most: number): readonly Factor[] {
  const { operation, link } = drawing;
  return LOCATIONS.filter((location) => location !== "path" || link === undefined).flatMap((location) =>
    drawnParameters(operation, location).map((parameter): Factor => {
      const edges = boundaries(drawing, parameter.schema).edges.map(({ value }) => value);
      const sendable = edges.filter((value) => isSendable(operation, parameter, value));
      const given = simplest[location][parameter.name];
      const levels = levelsOf([given, ...(parameter.required ? [] : [undefined]), ...sendable], most);
      return {
        levels: levels.length,
        put: (values, level) => ({ ...values, [location]: changed(values[location], parameter.name, levels[level]) }),
      };
    }),
  );
}

/** The values that members take anywhere among the boundaries of the body; left out where some boundary leaves them out. */
function memberFactors(drawing: Drawing, { body }: Values, most: number): readonly Factor[] {
  const media = drawing.operation.requestBody?.content.find((each) => bodyOf(each, null).mediaType === body?.mediaType);
  if (media === undefined || body === undefined || !("value" in body.content)) return [];
  const base = body.content.value;
  if (!isJsonObject(base)) return [];
  const bodies = boundaries(drawing, media.schema).edges.flatMap(({ value }) => (isJsonObject(value) ? [value] : []));
  const names = new Set(bodies.flatMap((each) => Object.keys(each)));
  return [...names].map((name): Factor => {
    const own = (each: JsonObject): Json | undefined => (Object.hasOwn(each, name) ? each[name] : undefined);
    const levels = levelsOf([own(base), ...bodies.map(own)], most);
    return {
      levels: levels.length,
      put: (values, level) => {
        const content = values.body?.content;
        const value = content !== undefined && "value" in content && isJsonObject(content.value) ? content.value : {};
        return { ...values, body: bodyOf(media, changed(value, name, levels[level])) };
      },
    };
  });
}

/** Distinct values, the first of them, its absence or presence, and then from both ends. */
function levelsOf(values: readonly (Json | undefined)[], most: number): readonly (Json | undefined)[] {
  const distinct = [
    ...new Map(values.map((value) => [value === undefined ? "" : stringifyJson(value), value])).values(),
  ];
  const [first, ...others] = distinct;
  const absent = first !== undefined && others.includes(undefined) ? [undefined] : [];
  const present = others.filter((value) => value !== undefined);
  const room = most - 1 - absent.length;
  const chosen = present.length <= room ? present : [...present.slice(0, room - 1), present.at(-1)];
  return [first, ...absent, ...chosen];
}

function changed(members: JsonObject, name: string, value: Json | undefined): JsonObject {
  const others = Object.entries(members).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

function isPossible({ operation, engine, options }: Drawing, values: Values): boolean {
  const { body } = values;
  const media = operation.requestBody?.content.find((each) => bodyOf(each, null).mediaType === body?.mediaType);
  if (body !== undefined && media !== undefined && "value" in body.content) {
    if (engine.validate(media.schema, body.content.value, options).length > 0) return false;
  }
  return encode(operation, values).outcome === "encoded";
}
