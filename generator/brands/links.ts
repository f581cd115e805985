import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Link, Model, Operation, Schema } from "../../model/model.ts";
import { pointerTokens } from "../../model/pointer.ts";
import { contentKind } from "../mediaType.ts";
import { resolved, type Resolve, schemasOf } from "../schema.ts";

/** A brand that a link gives to a member: of the schema that declares it, by its name. */
export interface LinkedMember {
  readonly owner: JsonObject;
  readonly name: string;
  readonly brand: string;
}

/** The path parameters of an operation that have a brand, by name. */
export type ParameterBrands = (operation: Operation) => ReadonlyMap<string, string>;

/** The members of answers that links carry into path parameters with a brand; one that two links carry is there twice. */
export function linkedMembers({ operations, resolve }: Model, brandsOf: ParameterBrands): readonly LinkedMember[] {
  const targets = new Map(operations.map((operation) => [operation.id, brandsOf(operation)]));
  return operations.flatMap(({ responses }) =>
    responses.flatMap(({ links, content }) => {
      const schemas = content
        .filter(({ mediaType }) => contentKind(mediaType) === "json")
        .map(({ schema }) => schema.schema);
      return links.flatMap((link) =>
        carried(link, targets.get(link.target) ?? new Map()).flatMap(({ tokens, brand }) =>
          ownersOf(schemas, tokens, resolve).map((owner) => ({ owner, name: tokens.at(-1) ?? "", brand })),
        ),
      );
    }),
  );
}

interface Carried {
  readonly tokens: readonly string[];
  readonly brand: string;
}

/** `{ apiId: "$response.body#/apiId" }`: what of the answer becomes which id (OAS 3.1, Runtime Expressions). */
function carried({ parameters }: Link, brands: ReadonlyMap<string, string>): readonly Carried[] {
  return [...parameters].flatMap(([key, value]) => {
    const brand = brands.get(key) ?? brands.get(key.replace(/^path\./, ""));
    const pointer = typeof value === "string" ? /^\$response\.body#(\/.*)$/s.exec(value)?.[1] : undefined;
    return brand === undefined || pointer === undefined ? [] : [{ tokens: pointerTokens(pointer), brand }];
  });
}

/** The schemas that declare the member that a pointer into their values ends at. */
function ownersOf(schemas: readonly Schema[], tokens: readonly string[], resolve: Resolve): readonly JsonObject[] {
  const parents = tokens
    .slice(0, -1)
    .reduce<readonly Schema[]>((level, token) => partsOf(level, resolve).flatMap((own) => step(own, token)), schemas);
  return partsOf(parents, resolve).filter((own) => property(own, tokens.at(-1) ?? "") !== undefined);
}

/** The schemas themselves and whatever they are composed of, each once: a document may compose without end. */
function partsOf(schemas: readonly Schema[], resolve: Resolve): readonly JsonObject[] {
  const parts = new Set<JsonObject>();
  const open = [...schemas];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    const own = resolved(schema, resolve);
    if (!isJsonObject(own) || parts.has(own)) continue;
    parts.add(own);
    for (const keyword of ["allOf", "anyOf", "oneOf"]) open.push(...schemasOf(own[keyword]));
  }
  return [...parts];
}

/** A member's schema, or that of an array's items. */
function step(own: JsonObject, token: string): readonly Schema[] {
  return schemasOf([property(own, token), /^\d+$/.test(token) ? own["items"] : undefined].filter(isGiven));
}

function property({ properties }: JsonObject, name: string): Json | undefined {
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function isGiven(value: Json | undefined): value is Json {
  return value !== undefined;
}
