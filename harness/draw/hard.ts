import fc from "fast-check";
import { isJsonObject, type Json } from "../../model/json.ts";
import type { MediaType } from "../../model/model.ts";
import type { Case, Values } from "../case.ts";
import { TOKEN } from "../state/slots.ts";
import { isSendable } from "../wire/encode.ts";
import { HARD_TEXTS } from "./hardTexts.ts";
import { bodyOf, isSendableBody, drawnParameters, type Drawing } from "./positive.ts";

/** A valid request with a hard text at one place. */
export interface Hard {
  readonly label: string;
  readonly values: Values;
}

/** Hard texts at one place of an operation. Each place takes others, so that all are sent at last. */
const PER_PLACE = 3;

const TEXTS = Object.entries(HARD_TEXTS);
const LOCATIONS = ["query", "header", "cookie"] as const;

/** For each place that holds text, some of the hard texts that its schema allows; all else is as in `simplest`. */
export function hardCases(drawing: Drawing, simplest: Values): readonly Hard[] {
  const places = [...parameterPlaces(drawing, simplest), ...bodyPlaces(drawing, simplest)];
  let next = 0;
  return places.flatMap(({ at, put }) => {
    const found: Hard[] = [];
    for (let tried = 0; tried < TEXTS.length && found.length < PER_PLACE; tried += 1) {
      const [name, text] = TEXTS[next % TEXTS.length] ?? ["space", " "];
      next += 1;
      const values = put(text);
      if (values !== undefined) found.push({ label: `${at} ${name}`, values });
    }
    return found;
  });
}

/** Drawn values with a hard text at one of their places where that is valid; else as they are. Shrinks to plain values. */
export function hardened(drawing: Drawing, base: fc.Arbitrary<Values>): fc.Arbitrary<Case> {
  const { operation } = drawing;
  return fc
    .tuple(base, fc.nat({ max: 0xffff }), fc.nat({ max: TEXTS.length - 1 }))
    .map(([values, place, text]): Case => {
      const places = [...parameterPlaces(drawing, values), ...bodyPlacesOf(drawing, values)];
      const chosen = places[place % Math.max(1, places.length)];
      return { operation, values: chosen?.put(TEXTS[text]?.[1] ?? "") ?? values };
    });
}

interface TextPlace {
  /** `query.name`, `body#/a/0`. */
  readonly at: string;
  /** The values with this text at the place; undefined where that is not valid or has no wire form. */
  readonly put: (text: string) => Values | undefined;
}

function parameterPlaces({ operation, engine, options }: Drawing, values: Values): readonly TextPlace[] {
  return LOCATIONS.flatMap((location) =>
    drawnParameters(operation, location).map((parameter): TextPlace => ({
      at: `${location}.${parameter.name}`,
      put: (text) =>
        engine.validate(parameter.schema, text, options).length === 0 && isSendable(operation, parameter, text)
          ? { ...values, [location]: { ...values[location], [parameter.name]: text } }
          : undefined,
    })),
  );
}

/** Every place that any boundary of the body has. */
function bodyPlaces(drawing: Drawing, simplest: Values): readonly TextPlace[] {
  return (drawing.operation.requestBody?.content ?? []).flatMap((media) => {
    const found = new Map<string, TextPlace>();
    for (const { value } of drawing.engine.edges(media.schema, drawing.options))
      for (const place of placesIn(drawing, media, value, simplest))
        if (!found.has(place.at)) found.set(place.at, place);
    return [...found.values()];
  });
}

function bodyPlacesOf(drawing: Drawing, values: Values): readonly TextPlace[] {
  const { body } = values;
  const media = drawing.operation.requestBody?.content.find((each) => bodyOf(each, null).mediaType === body?.mediaType);
  if (body === undefined || media === undefined || !("value" in body.content)) return [];
  return placesIn(drawing, media, body.content.value, values);
}

function placesIn(drawing: Drawing, media: MediaType, value: Json, values: Values): readonly TextPlace[] {
  return [...textsIn(value, [])].map((way): TextPlace => ({
    at: `body#${way.map((step) => `/${step}`).join("")}`,
    put: (text) => {
      const changed = replaced(value, way, text);
      return drawing.engine.validate(media.schema, changed, drawing.options).length === 0 &&
        isSendableBody(drawing, bodyOf(media, changed))
        ? { ...values, body: bodyOf(media, changed) }
        : undefined;
    },
  }));
}

type Way = readonly (string | number)[];

/** The ways to every text that is no token. */
function* textsIn(value: Json, way: Way): Iterable<Way> {
  if (typeof value === "string" && value.search(TOKEN) < 0) yield way;
  else if (Array.isArray(value))
    for (const [index, item] of (value as readonly Json[]).entries()) yield* textsIn(item, [...way, index]);
  else if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) yield* textsIn(member, [...way, name]);
}

function replaced(value: Json, [step, ...rest]: Way, text: string): Json {
  if (step === undefined) return text;
  if (Array.isArray(value) && typeof step === "number")
    return (value as readonly Json[]).with(step, replaced((value as readonly Json[])[step] ?? null, rest, text));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === step ? replaced(member, rest, text) : member]),
  );
}
