import type * as fc from "fast-check";
import type { Case } from "../../../harness/case.ts";
import { combinations } from "../../../harness/draw/combinations.ts";
import { coverage } from "../../../harness/draw/coverage.ts";
import { repertoire, type Repertoire } from "../../../harness/draw/repertoire.ts";
import { randomFor } from "../../../harness/random.ts";
import { schemaEngine, type SchemaEngine } from "../../../harness/schema/index.ts";
import { incomingLinks } from "../../../harness/state/links.ts";
import { viewsOf, type Views } from "../../../harness/views.ts";
import { classify, type Classification } from "../../../harness/wire/classify.ts";
import { encode } from "../../../harness/wire/encode.ts";
import { readDocument, type Model, type Operation } from "../../../model/index.ts";
import type { WireRequest } from "../../../runtime/wire.ts";

/** A document, and what all its operations draw from. */
export interface Drawn {
  readonly model: Model;
  readonly engine: SchemaEngine;
  readonly views: Views;
}

export async function documentAt(file: string): Promise<Drawn> {
  const read = await readDocument(file);
  if (read.outcome !== "read") throw new Error(`${file} cannot be read`);
  const engine = schemaEngine(read.model.resolve);
  return { model: read.model, engine, views: viewsOf(read.model, engine) };
}

/** What can be drawn for an operation whose path nothing links to: no token stands in its path. */
export function repertoireOf({ model, engine, views }: Drawn, operation: Operation): Repertoire {
  return repertoire(operation, engine, views.request, undefined, [], model.operations);
}

/** All that the coverage phase sends, and some of what the fuzz phase draws. */
export function casesOf(drawn: Drawn, operation: Operation, some: number): readonly Case[] {
  const known = repertoireOf(drawn, operation);
  const { valid, hard, broken, odd } = known;
  const random = randomFor("cases", operation.id);
  const links = incomingLinks(drawn.model).get(operation.id) ?? [];
  const positive = valid?.map((values): Case => ({ operation, values }));
  return [
    ...coverage(known, links, random).map((covering) => covering.case),
    ...combinations(known, random, 2).cases.map((covering) => covering.case),
    ...several(positive, random, 10 * some),
    ...several(hard, random, 5 * some),
    ...broken.flatMap(({ arbitrary }) => several(arbitrary, random, some)),
    ...odd.flatMap(({ arbitrary }) => several(arbitrary, random, some)),
  ];
}

export function several<T>(arbitrary: fc.Arbitrary<T> | undefined, random: fc.Random, count: number): readonly T[] {
  return arbitrary === undefined ? [] : Array.from({ length: count }, () => arbitrary.generate(random, 3).value_);
}

/** The request of a case, credentials left to the sender; undefined where the wire has no form for it. */
export function requestOf({ operation, values }: Case): WireRequest | undefined {
  const encoded = encode(operation, values);
  return encoded.outcome === "encoded" ? encoded.request : undefined;
}

/** What the judge says of a case. */
export function judgedBy({ views }: Drawn, drawn: Case): Classification["kind"] | "unencodable" {
  const request = requestOf(drawn);
  return request === undefined
    ? "unencodable"
    : classify({ ...drawn.operation, security: [] }, request, views.request).kind;
}
