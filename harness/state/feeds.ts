import { isJsonObject, type Json } from "../../model/json.ts";
import type { Model, Operation, Parameter, Schema, Source } from "../../model/model.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";

/** A query parameter that takes what an answer of the same operation gives: where the next page begins. */
export interface Feed {
  readonly parameter: string;
  readonly source: Source;
}

/** By a link from the operation to itself (OAS 3.1, Link Object); where there is none, by the names of a parameter and a member of the answer. */
export function feedOf(operation: Operation, resolve: Model["resolve"]): Feed | undefined {
  const parameters = operation.parameters.filter(({ in: location, required }) => location === "query" && !required);
  const successes = operation.responses.filter(({ status }) => status.startsWith("2"));
  const feed = ({ name }: Parameter, value: string): Feed => ({
    parameter: name,
    source: { operationId: operation.id, value, parameters: samePath(operation) },
  });
  for (const { links } of successes) {
    for (const { target, parameters: given } of links) {
      if (target !== operation.id) continue;
      for (const parameter of parameters) {
        const value = given.get(`query.${parameter.name}`) ?? given.get(parameter.name);
        if (typeof value === "string" && value.startsWith("$response.")) return feed(parameter, value);
      }
    }
  }
  const content = successes.flatMap((response) => response.content);
  const members = content
    .filter(({ mediaType }) => isJsonMediaType(mediaType))
    .flatMap(({ schema }) => membersOf(schema.schema, resolve));
  for (const parameter of parameters) {
    const member = members.find((name) => leadsOn(name, parameter.name));
    if (member !== undefined)
      return feed(parameter, `$response.body#/${member.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
  return undefined;
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
