import type * as fc from "fast-check";
import type { Case } from "../../harness/case.ts";
import { bodyOf, drawnParameters, newDrawing, parameterValues, sampled } from "../../harness/draw/positive.ts";
import { repertoire } from "../../harness/draw/repertoire.ts";
import { randomFor } from "../../harness/random.ts";
import type { SchemaEngine } from "../../harness/schema/index.ts";
import { classify, type Classification, type Schemas } from "../../harness/wire/classify.ts";
import { encode } from "../../harness/wire/encode.ts";
import { stringifyJson, type Json } from "../../model/json.ts";
import type { Model, Operation, SchemaAt } from "../../model/model.ts";
import type { Answer, Asker } from "./ajv.ts";
import type { Fault, OperationDraws } from "./outcome.ts";

const POSITIVE = 10;
const MOST_VIOLATIONS = 30;
const EACH_VIOLATION = 2;

export interface DrawnFrom {
  readonly model: Model;
  readonly engine: SchemaEngine;
  readonly schemas: Schemas;
  readonly ajv: Asker;
}

interface Counts {
  asked: number;
  uncompiled: number;
  unencodable: number;
  undecidable: number;
}

export function drawsOf(operation: Operation, from: DrawnFrom): OperationDraws {
  const began = performance.now();
  const { model, engine, schemas } = from;
  const known = repertoire(operation, engine, schemas, undefined, [], model.operations);
  const random = randomFor("wild", operation.id);
  const { valid } = known;
  const counts: Counts = { asked: 0, uncompiled: 0, unencodable: 0, undecidable: 0 };
  const told = (
    rest: Pick<OperationDraws, "positive" | "negative" | "faults"> & Pick<OperationDraws, "none">,
  ): OperationDraws => ({
    operation: operation.id,
    pointer: operation.pointer,
    ...counts,
    ...rest,
    milliseconds: performance.now() - began,
  });
  if (valid === undefined) return told({ none: reasonFor(operation, engine), positive: 0, negative: 0, faults: [] });
  const positive = several(valid, random, POSITIVE).map((values): Case => ({ operation, values }));
  const step = Math.ceil(known.broken.length / MOST_VIOLATIONS);
  const broken = known.broken.filter((_, index) => index % step === 0);
  const negative = broken.flatMap(({ arbitrary }) => several(arbitrary, random, EACH_VIOLATION));
  const faults = [
    ...positive.flatMap((each) => faultsOfPositive(each, from, counts)),
    ...negative
      .filter(({ violation }) => violation !== undefined)
      .flatMap((each) => faultsOfNegative(each, from, counts)),
  ];
  return told({ positive: positive.length, negative: negative.length, faults });
}

function several<T>(arbitrary: fc.Arbitrary<T>, random: fc.Random, count: number): readonly T[] {
  return Array.from({ length: count }, () => arbitrary.generate(random, 3).value_);
}

/** The values of a case by the schemas that they have to keep. */
function partsOf({
  operation,
  values,
}: Case): readonly { readonly at: string; readonly schema: SchemaAt; readonly value: Json }[] {
  const parameters = operation.parameters.flatMap((parameter) => {
    const { [parameter.name]: value } = values[parameter.in === "querystring" ? "query" : parameter.in];
    return value === undefined ? [] : [{ at: `${parameter.in}.${parameter.name}`, schema: parameter.schema, value }];
  });
  const { body } = values;
  const media = operation.requestBody?.content.find((each) => bodyOf(each, null).mediaType === body?.mediaType);
  if (body === undefined || media === undefined || !("value" in body.content)) return parameters;
  return [...parameters, { at: "body", schema: media.schema, value: body.content.value }];
}

function judged({ operation, values }: Case, { schemas }: DrawnFrom): Classification | undefined {
  const encoded = encode(operation, values);
  return encoded.outcome === "encoded" ? classify({ ...operation, security: [] }, encoded.request, schemas) : undefined;
}

function answer(schema: SchemaAt, value: Json, { ajv }: DrawnFrom, counts: Counts): Answer {
  const given = ajv(schema.schema, value);
  counts.asked += 1;
  if (given === "uncompiled") counts.uncompiled += 1;
  return given;
}

function faultsOfPositive(each: Case, from: DrawnFrom, counts: Counts): readonly Fault[] {
  const wrong = partsOf(each)
    .filter(({ schema, value }) => answer(schema, value, from, counts) === "invalid")
    .map(({ at, schema, value }): Fault => ({
      kind: "positive, invalid by ajv",
      pointer: schema.pointer,
      keyword: "",
      shown: shown(at, value),
    }));
  const said = judged(each, from);
  if (said === undefined) counts.unencodable += 1;
  if (said?.kind === "undecidable") counts.undecidable += 1;
  if (said?.kind !== "invalid") return wrong;
  return [
    ...wrong,
    ...said.failures.map(({ at, keyword, pointer }): Fault => ({
      kind: "positive, invalid by the judge",
      pointer,
      keyword,
      shown: shown(at, partsOf(each).find((part) => at.startsWith(part.at))?.value ?? null),
    })),
  ];
}

function faultsOfNegative(each: Case, from: DrawnFrom, counts: Counts): readonly Fault[] {
  const { violation } = each;
  if (violation === undefined) return [];
  const { name, at, pointer } = violation;
  const said = judged(each, from);
  if (said === undefined) counts.unencodable += 1;
  const faults: Fault[] = [];
  const about = partsOf(each).find((part) => part.at === at.split("#")[0]);
  if (said !== undefined && said.kind !== "invalid")
    faults.push({
      kind: "negative, not invalid by the judge",
      pointer,
      keyword: name,
      shown: shown(at, about?.value ?? null),
    });
  if (about !== undefined && isOfSchema(name, pointer) && answer(about.schema, about.value, from, counts) === "valid")
    faults.push({ kind: "negative, valid by ajv", pointer, keyword: name, shown: shown(at, about.value) });
  return faults;
}

/** Whether a keyword of a schema is broken: a violation of the message leaves the values as they are. */
function isOfSchema(name: string, pointer: string): boolean {
  return (
    /^(?:type|enum|const|(?:exclusive)?(?:min|max|Min|Max)\w*|multipleOf|pattern|uniqueItems|contains|required|propertyNames|dependent\w+|anyOf|oneOf|not|then|else|additionalProperties|items|unevaluated\w+)$/.test(
      name,
    ) && !/\/(?:required|content)$/.test(pointer)
  );
}

function shown(at: string, value: Json): string {
  return `${at}: ${stringifyJson(value).slice(0, 2000)}`;
}

/** The first part that admits nothing. */
function reasonFor(operation: Operation, engine: SchemaEngine): { readonly pointer: string; readonly reason: string } {
  const drawing = newDrawing(operation, engine, undefined);
  for (const location of ["path", "query", "header", "cookie"] as const) {
    if (parameterValues(drawing, location) !== undefined) continue;
    const stuck = drawnParameters(operation, location).find(
      ({ required, schema }) => required && sampled(drawing, schema) === undefined,
    );
    return {
      pointer: stuck?.schema.pointer ?? operation.pointer,
      reason: `no value for a required ${location} parameter is found`,
    };
  }
  const [media] = operation.requestBody?.content ?? [];
  const hasValue = media !== undefined && sampled(drawing, media.schema) !== undefined;
  return {
    pointer: media?.pointer ?? operation.pointer,
    reason: hasValue ? `no form of the body as ${media.mediaType}` : "no value for the required body is found",
  };
}
