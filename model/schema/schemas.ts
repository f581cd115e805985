import { type At, member, members } from "../at.ts";
import { type Json, isJsonObject } from "../json.ts";
import type { Pointer, Schema, SchemaAt } from "../model.ts";
import { below } from "../pointer.ts";
import type { Report, Version } from "../reader.ts";
import { type Target, referenceOf } from "../reference.ts";
import { shown } from "../fields.ts";
import type { Sources } from "../source/load.ts";
import { withoutCycles } from "./cycles.ts";
import { IDENTIFIERS, SHAPES, isSupportedDialect } from "./keywords.ts";
import { type Keywords, dialect30, discriminator20, withBounds } from "./oas30.ts";
import { SchemaReferences } from "./references.ts";
import { CHECKS, isList, isPattern, isString } from "./values.ts";

/** What nobody misses beside a `$ref`. */
const HARMLESS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

/** Reads schemas, wherever they stand, and keeps those that a `$ref` names. */
export class SchemaReader {
  readonly #references: SchemaReferences;
  readonly #version: Version;
  readonly #report: Report;
  readonly #read = new Map<Pointer, Schema>();

  constructor(sources: Sources, version: Version, report: Report) {
    this.#references = new SchemaReferences(sources, report);
    this.#version = version;
    this.#report = report;
  }

  /** The schema at a place; the same place gives the same object. */
  readonly read = (at: At): SchemaAt => {
    const known = this.#read.get(at.pointer);
    const schema = known ?? this.#schema(at) ?? true;
    this.#read.set(at.pointer, schema);
    return { schema, pointer: at.pointer };
  };

  /** Every schema that is named by a reference in those read so far, and by references in these; sorted by reference. */
  named(): ReadonlyMap<Pointer, Schema> {
    const named: (readonly [Pointer, Schema])[] = [];
    for (let at = this.#references.next(); at !== undefined; at = this.#references.next()) {
      named.push([at.pointer, this.read(at).schema]);
    }
    return withoutCycles(new Map(named.sort(([a], [b]) => (a < b ? -1 : 1))), this.#report);
  }

  /** What a reference of a schema names. */
  readonly find = (reference: string, from: Pointer): Target => this.#references.find(reference, from);

  get #old(): boolean {
    return this.#version === "2.0" || this.#version === "3.0";
  }

  #schema(at: At): Schema | undefined {
    if (typeof at.value === "boolean") return at.value;
    if (!isJsonObject(at.value)) return this.#wrong(at, "a schema");
    // "Any sibling elements of a $ref are ignored" before 3.1.
    const reference = referenceOf(at);
    if (this.#old && reference !== undefined) {
      this.#tellIgnored(at);
      return { $ref: this.#references.resolve(reference, at.pointer) };
    }
    const keywords = this.#prepared(at);
    const entries = Object.entries(keywords).flatMap(([keyword, value]) => {
      const read = this.#keyword(at, keyword, value);
      return read === undefined ? [] : [[keyword, read] as const];
    });
    const schema: Keywords = Object.fromEntries(entries);
    return this.#old ? dialect30(schema) : this.#withDynamicReference(at, schema);
  }

  #tellIgnored(at: At): void {
    const lost = members(at).find(
      ([keyword]) => keyword === "nullable" || (SHAPES.has(keyword) && !HARMLESS.has(keyword)),
    );
    if (lost === undefined) return;
    const message = `"${lost[0]}" beside a $ref is ignored before OpenAPI 3.1. Put the $ref into allOf, and this beside that.`;
    this.#report("warning", "ignoredSibling", message, lost[1].pointer);
  }

  /** Older forms that would be of the wrong type by today's rules. */
  #prepared(at: At): Keywords {
    const keywords = isJsonObject(at.value) ? at.value : {};
    for (const keyword of this.#old ? [] : ["exclusiveMinimum", "exclusiveMaximum", "nullable"]) {
      if (typeof member(at, keyword)?.value !== "boolean") continue;
      const [instead, effect] =
        keyword === "nullable" ? ['type: ["…", "null"]', "ignored"] : ["the bound itself", "read as in 3.0"];
      const message = `"${keyword}" as a boolean is OpenAPI 3.0, this document is ${this.#version}. It is ${effect}; write ${instead}.`;
      this.#report("warning", "outdatedKeyword", message, below(at.pointer, keyword));
    }
    const bounded = withBounds(keywords);
    return this.#version === "2.0" ? discriminator20(bounded) : bounded;
  }

  #keyword(at: At, keyword: string, value: Json): Json | undefined {
    if (IDENTIFIERS.has(keyword) && !this.#old) return this.#identifier(at, keyword, value);
    if (keyword === "$ref" && isString(value)) return this.#references.resolve(value, at.pointer);
    const shape = SHAPES.get(keyword);
    const here: At = { value, pointer: below(at.pointer, keyword) };
    if (shape === undefined) return value;
    if (shape === "schema") return this.#schema(here);
    if (shape === "list of schemas") return this.#list(here);
    if (shape === "object of schemas") return this.#object(here);
    const { expected, holds } = CHECKS[shape];
    if (!holds(value)) return this.#wrong(here, `${expected} for "${keyword}"`);
    if (keyword === "enum" && isList(value) && value.length === 0) return this.#wrong(here, "values in enum");
    if (shape === "pattern" && isString(value)) this.#pattern(here, value);
    return shape === "discriminator" ? this.#discriminator(here) : value;
  }

  #list({ value, pointer }: At): Json | undefined {
    if (!isList(value) || value.length === 0) return this.#wrong({ value, pointer }, "an array of schemas");
    // The places of the others must hold, so that a broken branch is not taken out.
    return value.map((each, index) => this.#schema({ value: each, pointer: below(pointer, index) }) ?? true);
  }

  #object(at: At): Json | undefined {
    if (!isJsonObject(at.value)) return this.#wrong(at, "an object of schemas");
    const patterns = at.pointer.endsWith("/patternProperties");
    const entries = members(at).map(([name, each]) => {
      if (patterns) this.#pattern(each, name);
      return [name, this.#schema(each) ?? true] as const;
    });
    return Object.fromEntries(entries);
  }

  #pattern({ pointer }: At, pattern: string): void {
    if (isPattern(pattern)) return;
    const message = `Expected a regular expression of ECMAScript, but "${pattern}" does not compile in Unicode mode. Prism then validates nothing of this body; correct it.`;
    this.#report("warning", "invalidPattern", message, pointer);
  }

  #identifier(at: At, keyword: string, value: Json): undefined {
    if (keyword !== "$schema" || !isString(value) || isSupportedDialect(value)) return;
    const message = `The dialect ${value} is not supported. The schema is read as JSON Schema 2020-12.`;
    this.#report("warning", "unsupported", message, below(at.pointer, keyword));
  }

  #discriminator(at: At): Json {
    const mapping = member(at, "mapping");
    if (mapping === undefined || !isJsonObject(at.value)) return at.value;
    const entries = members(mapping).flatMap(([name, each]) => {
      const pointer = isString(each.value) ? this.#references.resolveMapping(each.value, at.pointer) : undefined;
      if (pointer !== undefined) return [[name, pointer] as const];
      const message = `Expected the name or the reference of a schema, but ${shown(each.value)} leads nowhere. It is left out; correct it.`;
      this.#report("warning", "unresolvedMapping", message, each.pointer);
      return [];
    });
    return { ...at.value, mapping: Object.fromEntries(entries) };
  }

  /** What is left of `$dynamicRef` once it is known where it leads: an ordinary reference. */
  #withDynamicReference(at: At, schema: Keywords): Keywords {
    const { $dynamicRef: written, ...rest } = schema;
    if (!isString(written)) return schema;
    const $ref = this.#references.resolveDynamic(written, at.pointer);
    if (rest["$ref"] === undefined) return { ...rest, $ref };
    return { ...rest, allOf: [...(isList(rest["allOf"]) ? rest["allOf"] : []), { $ref }] };
  }

  #wrong({ value, pointer }: At, expected: string): undefined {
    const message = `Expected ${expected}, but ${shown(value)} came. It is ignored; correct it.`;
    this.#report("warning", "wrongType", message, pointer);
  }
}
