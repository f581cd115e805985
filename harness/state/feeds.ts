import { isJsonObject, type Json } from "../../model/json.ts";
import type { Model, Operation, Parameter, Schema, Source } from "../../model/model.ts";
import { sourceOf } from "./sources.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";

/** A query parameter that takes what an answer of the same operation gives: where the next page begins. */
export interface Feed {
  readonly parameter: string;
  readonly source: Source;
}

/**
 * What the parameter's schema says (`x-covenant.from`); else a link from the operation to itself (OAS 3.1, Link Object); else the names of a parameter and of
 * a member of the answer.
 */
export function feedOf(operation: Operation, resolve: Model["resolve"]): Feed | undefined {
  const parameters = operation.parameters.filter(({ in: location, required }) => location === "query" && !required);
  for (const { name, schema } of parameters) {
    const source = isJsonObject(schema.schema) ? sourceOf(schema.schema) : undefined;
    if (source?.operationId === operation.id) return { parameter: name, source };
  }
  const told = byLink(operation, parameters) ?? byName(operation, parameters, resolve);
  return (
    told && {
      parameter: told.parameter,
      source: { operationId: operation.id, value: told.value, parameters: samePath(operation) },
    }
  );
}

interface Told {
  readonly parameter: string;
  /** A runtime expression over the answer. */
  readonly value: string;
}

function byLink(operation: Operation, parameters: readonly Parameter[]): Told | undefined {
  const links = successesOf(operation).flatMap((response) => response.links);
  for (const { parameters: given } of links.filter(({ target }) => target === operation.id)) {
    for (const { name } of parameters) {
      const value = given.get(`query.${name}`) ?? given.get(name);
      if (typeof value === "string" && value.startsWith("$response.")) return { parameter: name, value };
    }
  }
  return undefined;
}

function byName(operation: Operation, parameters: readonly Parameter[], resolve: Model["resolve"]): Told | undefined {
  const members = successesOf(operation)
    .flatMap((response) => response.content)
    .filter(({ mediaType }) => isJsonMediaType(mediaType))
    .flatMap(({ schema }) => membersOf(schema.schema, resolve));
  for (const { name } of parameters) {
    const member = members.find((each) => leadsOn(each, name));
    if (member === undefined) continue;
    return { parameter: name, value: `$response.body#/${member.replaceAll("~", "~0").replaceAll("/", "~1")}` };
  }
  return undefined;
}

function successesOf({ responses }: Operation): Operation["responses"] {
  return responses.filter(({ status }) => status.startsWith("2"));
}

/** `{ shopId: "$request.path.shopId" }`: pages of the same list. */
function samePath({ parameters }: Operation): Readonly<Record<string, string>> {
  const path = parameters.filter(({ in: location }) => location === "path");
  return Object.fromEntries(path.map(({ name }) => [name, `$request.path.${name}`]));
}

/** `nextPageToken` and `pageToken`, `next_cursor` and `cursor`, `nextToken` and `nextToken`. */
function leadsOn(member: string, parameter: string): boolean {
  const [from, to] = [member, parameter].map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ""));
  return /(?:token|cursor|marker)$/.test(to ?? "") && (from === to || from === `next${to}`);
}

/** The names of top-level members, through `$ref` and `allOf`. */
function membersOf(schema: Json | Schema, resolve: Model["resolve"], depth = 8): readonly string[] {
  if (!isJsonObject(schema) || depth === 0) return [];
  const ref = schema["$ref"];
  const [properties, all] = [schema["properties"], schema["allOf"]];
  return [
    ...(isJsonObject(properties) ? Object.keys(properties) : []),
    ...(typeof ref === "string" ? membersOf(resolve(ref) ?? true, resolve, depth - 1) : []),
    ...(Array.isArray(all) ? (all as readonly Json[]).flatMap((part) => membersOf(part, resolve, depth - 1)) : []),
  ];
}
