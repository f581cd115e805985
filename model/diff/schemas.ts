import { type Json, isJsonObject, stringifyJson } from "../json.ts";
import { isSchema } from "../contract/bare.ts";
import type { Named } from "../contract/contract.ts";
import type { Pointer, Schema, SchemaAt } from "../model.ts";
import { below } from "../pointer.ts";
import { SHAPES } from "../schema/keywords.ts";
import { isList, isString } from "../schema/values.ts";
import { type Direction, type Effect, type RawChange, alike, flipped } from "./change.ts";
import { compareKeyword } from "./keywords.ts";
import { pairBranches } from "./branches.ts";

/** The differences of two schemas, and the pairs of named schemas that they refer to: those are compared once, whoever uses them. */
export interface SchemaDifference {
  readonly changes: readonly RawChange[];
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly before: Pointer;
  readonly after: Pointer;
  /** Below an odd number of `not`. */
  readonly flip: boolean;
}

type Keywords = { readonly [keyword: string]: Json };

/** What a comparison has found so far, and which way round it looks. */
interface Found {
  readonly changes: RawChange[];
  readonly pairs: Pair[];
  readonly flip: boolean;
}

/** Compares schemas of two contracts. */
export class SchemaComparison {
  readonly #before: Named<Schema>;
  readonly #after: Named<Schema>;
  readonly #known = new Map<string, SchemaDifference>();

  constructor(before: Named<Schema>, after: Named<Schema>) {
    this.#before = before;
    this.#after = after;
  }

  compare(before: SchemaAt, after: SchemaAt): SchemaDifference {
    const found: Found = { changes: [], pairs: [], flip: false };
    this.#schemas(before, after, found);
    return found;
  }

  /** The difference of two named schemas. */
  named({ before, after }: Pair): SchemaDifference {
    const key = `${before} ${after}`;
    const known = this.#known.get(key) ?? this.compare(this.#at(this.#before, before), this.#at(this.#after, after));
    this.#known.set(key, known);
    return known;
  }

  #at(schemas: Named<Schema>, pointer: Pointer): SchemaAt {
    return { schema: Object.hasOwn(schemas, pointer) ? (schemas[pointer] ?? true) : true, pointer };
  }

  #schemas(before: SchemaAt, after: SchemaAt, found: Found): void {
    const refs = [onlyReference(before.schema), onlyReference(after.schema)] as const;
    const [old, now] = refs;
    if (old !== undefined && now !== undefined) found.pairs.push({ before: old, after: now, flip: found.flip });
    else if (old !== undefined) this.#schemas(this.#at(this.#before, old), after, found);
    else if (now !== undefined) this.#schemas(before, this.#at(this.#after, now), found);
    else if (before.schema === false || after.schema === false) this.#whole("schema", before, after, found);
    else this.#keywords(before, after, found);
  }

  /** One of the two allows nothing. */
  #whole(what: string, before: SchemaAt, after: SchemaAt, found: Found): void {
    if (before.schema === after.schema) return;
    const effect = after.schema === false ? "narrowed" : "widened";
    note(found, after.pointer, what, before.schema, after.schema, alike(effect));
  }

  #keywords(before: SchemaAt, after: SchemaAt, found: Found): void {
    const old = keywordsOf(before.schema);
    const now = keywordsOf(after.schema);
    for (const keyword of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
      this.#keyword(keyword, valueAt(before, old, keyword), valueAt(after, now, keyword), found, old);
    }
  }

  #keyword(keyword: string, before: Place, after: Place, found: Found, siblings: Keywords): void {
    if (keyword === "$ref") return this.#reference(before, after, found);
    if (keyword === "required" || keyword === "enum") return this.#members(keyword, before, after, found);
    const shape =
      keyword === "if" || keyword === "$defs" || keyword === "definitions" ? undefined : SHAPES.get(keyword);
    if (shape === "schema") return this.#inner(keyword, before, after, found);
    if (shape === "list of schemas") return this.#branches(keyword, before, after, found);
    if (shape === "object of schemas") return this.#map(keyword, before, after, found, siblings);
    if (same(before.value, after.value)) return undefined;
    const effects = compareKeyword(keyword)(before.value, after.value);
    return note(found, placeOf(before, after), keyword, before.value, after.value, effects);
  }

  #reference(before: Place, after: Place, found: Found): void {
    if (isString(before.value) && isString(after.value)) {
      found.pairs.push({ before: before.value, after: after.value, flip: found.flip });
    } else note(found, placeOf(before, after), "$ref", before.value, after.value, alike(presence(before, after)));
  }

  /** `required` and `enum`: one change for each member that came or went. */
  #members(keyword: "required" | "enum", before: Place, after: Place, found: Found): void {
    if (keyword === "enum" && (before.value === undefined || after.value === undefined)) {
      return note(found, placeOf(before, after), keyword, before.value, after.value, alike(presence(before, after)));
    }
    const old = membersOf(before.value);
    const now = membersOf(after.value);
    const [gain, loss]: readonly Effect[] = keyword === "enum" ? ["widened", "narrowed"] : ["narrowed", "widened"];
    const pointer = placeOf(before, after);
    for (const [text, value] of old)
      if (!now.has(text)) note(found, pointer, keyword, value, undefined, alike(loss ?? "none"));
    for (const [text, value] of now)
      if (!old.has(text)) note(found, pointer, keyword, undefined, value, alike(gain ?? "none"));
    return undefined;
  }

  #inner(keyword: string, before: Place, after: Place, found: Found): void {
    const inside: Found = keyword === "not" ? { ...found, flip: !found.flip } : found;
    const everything = keyword !== "not";
    const old = isSchema(before.value) ? before.value : everything;
    const now = isSchema(after.value) ? after.value : everything;
    if (isJsonObject(old) && isJsonObject(now)) {
      return this.#schemas({ schema: old, pointer: before.pointer }, { schema: now, pointer: after.pointer }, inside);
    }
    if (trivial(old) === trivial(now) && trivial(old) !== undefined) return undefined;
    const effect = trivial(now) === false || trivial(old) === true ? "narrowed" : "widened";
    return note(inside, placeOf(before, after), keyword, before.value, after.value, alike(effect));
  }

  #branches(keyword: string, before: Place, after: Place, found: Found): void {
    const fits = keyword === "prefixItems" ? "place" : "content";
    for (const [old, now] of pairBranches(branchesOf(before), branchesOf(after), fits)) {
      if (old !== undefined && now !== undefined) this.#schemas(old, now, found);
      else {
        const more = keyword === "anyOf" || keyword === "oneOf" ? "widened" : "narrowed";
        const effect = old === undefined ? more : flipped(more);
        note(found, (now ?? old ?? after).pointer, keyword, old?.schema, now?.schema, alike(effect));
      }
    }
  }

  #map(keyword: string, before: Place, after: Place, found: Found, siblings: Keywords): void {
    const old = isJsonObject(before.value) ? before.value : {};
    const now = isJsonObject(after.value) ? after.value : {};
    for (const name of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
      const was = valueAt(before, old, name);
      const is = valueAt(after, now, name);
      if (isSchema(was.value) && isSchema(is.value)) {
        this.#schemas({ schema: was.value, pointer: was.pointer }, { schema: is.value, pointer: is.pointer }, found);
      } else {
        const effects = keyword === "properties" ? propertyEffects(was, siblings) : alike(presence(was, is));
        note(found, placeOf(was, is), keyword === "properties" ? "property" : keyword, was.value, is.value, effects);
      }
    }
  }
}

/** A keyword's value, or its absence, and where it stands or would stand. */
interface Place {
  readonly value: Json | undefined;
  readonly pointer: Pointer;
}

function note(
  found: Found,
  pointer: Pointer,
  what: string,
  before: Json | undefined,
  after: Json | undefined,
  effects: RawChange["effects"],
): void {
  const turned = { request: flipped(effects.request), response: flipped(effects.response) };
  found.changes.push({ pointer, what, before, after, effects: found.flip ? turned : effects });
}

/** A new property is for the server to understand; clients overlook it in an answer unless it was forbidden. One that goes is missed by both. */
function propertyEffects(before: Place, siblings: Keywords): Readonly<Record<Direction, Effect>> {
  const closed = siblings["additionalProperties"] === false;
  if (before.value === undefined) return { request: "widened", response: closed ? "widened" : "none" };
  return { request: "narrowed", response: "widened" };
}

function presence(before: Place, after: Place): Effect {
  if (before.value === undefined) return after.value === undefined ? "none" : "narrowed";
  return after.value === undefined ? "widened" : "both";
}

function placeOf(before: Place, after: Place): Pointer {
  return after.value === undefined && before.value !== undefined ? before.pointer : after.pointer;
}

function valueAt({ pointer }: { readonly pointer: Pointer }, keywords: Keywords, name: string): Place {
  return { value: Object.hasOwn(keywords, name) ? keywords[name] : undefined, pointer: below(pointer, name) };
}

function keywordsOf(schema: Schema): Keywords {
  return isJsonObject(schema) ? schema : {};
}

/** `{ $ref }` and nothing else. */
function onlyReference(schema: Schema): Pointer | undefined {
  if (!isJsonObject(schema) || Object.keys(schema).length !== 1) return undefined;
  return isString(schema["$ref"]) ? schema["$ref"] : undefined;
}

/** Whether a schema allows everything or nothing at sight. */
function trivial(schema: Schema): boolean | undefined {
  if (typeof schema === "boolean") return schema;
  return Object.keys(schema).length === 0 ? true : undefined;
}

function membersOf(value: Json | undefined): ReadonlyMap<string, Json> {
  return new Map((isList(value) ? value : []).map((each) => [stringifyJson(each), each]));
}

function branchesOf({ value, pointer }: Place): readonly SchemaAt[] {
  const branches = isList(value) ? value : [];
  return branches.map((each, index) => ({ schema: isSchema(each) ? each : true, pointer: below(pointer, index) }));
}

function same(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return stringifyJson(before) === stringifyJson(after);
}
