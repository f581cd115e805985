import { isJsonObject, type Json } from "../../model/json.ts";
import type { Case, ValueMap, Values } from "../case.ts";
import type { Drawn } from "../run/session.ts";

/**
 * A case that no arbitrary drew: an example, a boundary. It shrinks by leaving things out and shortening what is left; what that breaks,
 * the answer shows: a smaller case counts only while it shows the same finding.
 */
export function fixed(given: Case, path: string, label?: string): Drawn {
  return {
    case: given,
    path,
    ...(label !== undefined && { label }),
    *shrinks() {
      let index = 0;
      for (const values of smallerValues(given.values)) {
        yield fixed({ ...given, values }, `${path}:${index}`, label);
        index += 1;
      }
    },
  };
}

function* smallerValues(values: Values): Iterable<Values> {
  const { body, ...rest } = values;
  if (body !== undefined) yield rest;
  for (const location of ["query", "header", "cookie"] as const) {
    for (const smaller of smallerMembers(values[location])) yield { ...values, [location]: smaller };
  }
  if (body === undefined || !("value" in body.content)) return;
  for (const value of smallerJson(body.content.value)) yield { ...values, body: { ...body, content: { value } } };
}

function* smallerJson(value: Json): Iterable<Json> {
  if (typeof value === "string") yield* smallerText(value);
  else if (typeof value === "number" && value !== 0)
    yield* [0, Math.trunc(value / 2)].filter((smaller) => smaller !== value);
  else if (Array.isArray(value)) yield* smallerItems(value as readonly Json[]);
  else if (isJsonObject(value)) yield* smallerMembers(value);
}

function* smallerText(text: string): Iterable<string> {
  const characters = [...text];
  if (characters.length === 0) return;
  yield "";
  if (characters.length > 1) yield characters.slice(0, Math.ceil(characters.length / 2)).join("");
  if (characters.length > 1) yield characters.slice(1).join("");
  if (/[^a]/.test(text)) yield "a".repeat(characters.length);
}

function* smallerItems(items: readonly Json[]): Iterable<readonly Json[]> {
  for (const index of items.keys()) yield items.toSpliced(index, 1);
  for (const [index, item] of items.entries())
    for (const smaller of smallerJson(item)) yield items.with(index, smaller);
}

function* smallerMembers(members: ValueMap): Iterable<ValueMap> {
  const entries = Object.entries(members);
  for (const index of entries.keys()) yield Object.fromEntries(entries.toSpliced(index, 1));
  for (const [index, [name, value]] of entries.entries()) {
    for (const smaller of smallerJson(value)) yield Object.fromEntries(entries.with(index, [name, smaller]));
  }
}
