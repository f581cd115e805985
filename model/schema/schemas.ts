import { type At, member } from "../at.ts";
import { type Json, isJsonObject } from "../json.ts";
import type { Pointer, Schema, SchemaAt } from "../model.ts";
import { below } from "../pointer.ts";
import { type Report, type Version, lookUp, shown, targetOf } from "../reader.ts";
import type { Sources } from "../source/load.ts";
import { nullable30 } from "./oas30.ts";

const SINGLE = new Set(
  "additionalProperties unevaluatedProperties propertyNames items unevaluatedItems contains not if then else contentSchema".split(
    " ",
  ),
);
const LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const MAPS = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);

/** Reads schemas, wherever they stand, and keeps those that a `$ref` names. */
export class SchemaReader {
  readonly #sources: Sources;
  readonly #version: Version;
  readonly #report: Report;
  readonly #named = new Map<Pointer, Schema>();
  readonly #waiting: Pointer[] = [];

  constructor(sources: Sources, version: Version, report: Report) {
    this.#sources = sources;
    this.#version = version;
    this.#report = report;
  }

  readonly read = (at: At): SchemaAt => ({ schema: this.#schema(at), pointer: at.pointer });

  /** Every schema that is named by a reference in those read so far, and by references in these. */
  named(): ReadonlyMap<Pointer, Schema> {
    for (let pointer = this.#waiting.pop(); pointer !== undefined; pointer = this.#waiting.pop()) {
      const at = lookUp(this.#sources, pointer);
      if (at !== undefined) this.#named.set(pointer, this.#schema(at));
    }
    const entries = [...this.#named].sort(([a], [b]) => (a < b ? -1 : 1));
    return new Map(entries);
  }

  #schema(at: At): Schema {
    if (typeof at.value === "boolean") return at.value;
    if (!isJsonObject(at.value)) {
      const message = `Expected a schema, but ${shown(at.value)} came. Anything is accepted there; correct it.`;
      this.#report("warning", "wrongType", message, at.pointer);
      return true;
    }
    const old = this.#version === "2.0" || this.#version === "3.0";
    // "Any sibling elements of a $ref are ignored" before 3.1.
    if (old && typeof member(at, "$ref")?.value === "string") return { $ref: this.#reference(at) };
    const entries = Object.entries(at.value).map(
      ([keyword, value]) => [keyword, this.#keyword(at, keyword, value)] as const,
    );
    const schema: Schema = Object.fromEntries(entries);
    return old ? nullable30(schema) : schema;
  }

  #keyword(at: At, keyword: string, value: Json): Json {
    const here: At = { value, pointer: below(at.pointer, keyword) };
    if (keyword === "$ref" && typeof value === "string") return this.#reference(at);
    if (SINGLE.has(keyword)) return this.#schema(here);
    if (LISTS.has(keyword) && Array.isArray(value)) {
      return (value as readonly Json[]).map((each, index) =>
        this.#schema({ value: each, pointer: below(here.pointer, index) }),
      );
    }
    if (MAPS.has(keyword) && isJsonObject(value)) {
      const entries = Object.entries(value).map(([name, each]) => [
        name,
        this.#schema({ value: each, pointer: below(here.pointer, name) }),
      ]);
      return Object.fromEntries(entries);
    }
    return value;
  }

  #reference(at: At): Pointer {
    const written = String(member(at, "$ref")?.value);
    const target = targetOf(this.#sources, written, at.pointer);
    if (target.outcome === "missing") {
      this.#report("error", "unresolvedReference", target.message, below(at.pointer, "$ref"));
      return written;
    }
    const { pointer } = target.at;
    if (!this.#named.has(pointer)) {
      this.#named.set(pointer, true);
      this.#waiting.push(pointer);
    }
    return pointer;
  }
}
