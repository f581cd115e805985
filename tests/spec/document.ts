import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse } from "yaml";
import { type Json, type JsonObject, isJsonObject } from "../../model/json.ts";

/** The document as plain JSON, read without our own reader, which is tested elsewhere. */
export const document: JsonObject = parse(
  readFileSync(new URL("../../spec/apigatewayv2.yaml", import.meta.url), "utf8"),
);

export interface OperationAt {
  readonly id: string;
  readonly method: string;
  readonly pointer: string;
  readonly operation: JsonObject;
  /** Those of the path item, then the operation's own. */
  readonly parameters: readonly JsonObject[];
}

/** A member by name or index, its `$ref` followed; undefined where there is none. */
export function at(value: Json | undefined, ...names: readonly (string | number)[]): Json | undefined {
  let found = follow(value);
  for (const name of names) {
    const next = isJsonObject(found) || Array.isArray(found) ? Object.entries(found) : [];
    found = follow(next.find(([key]) => key === String(name))?.[1]);
  }
  return found;
}

function follow(value: Json | undefined): Json | undefined {
  const reference = isJsonObject(value) ? value["$ref"] : undefined;
  return typeof reference === "string" ? at(document, ...namesOf(reference)) : value;
}

const namesOf = (reference: string): string[] =>
  reference
    .slice("#/".length)
    .split("/")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));

/** Where a value really stands: the reference itself, if there is one. */
export function pointerOf(value: Json | undefined, pointer: string): string {
  const reference = isJsonObject(value) ? value["$ref"] : undefined;
  return typeof reference === "string" ? reference : pointer;
}

export const members = (value: Json | undefined): [string, JsonObject][] =>
  Object.entries(asObject(value)).map(([name, member]) => [name, asObject(follow(member))]);

export const asObject = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

export const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : JSON.stringify(value));

const items = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map((item: Json) => asObject(follow(item))) : [];

const METHODS = ["get", "post", "patch", "delete"];

export const operations: readonly OperationAt[] = members(document["paths"]).flatMap(([path, item]) =>
  METHODS.filter((method) => method in item).map((method) => {
    const operation = asObject(item[method]);
    return {
      id: textOf(operation["operationId"]),
      method,
      pointer: `#/paths/${path.replaceAll("/", "~1")}/${method}`,
      operation,
      parameters: [...items(item["parameters"]), ...items(operation["parameters"])],
    };
  }),
);

export function operationOf(id: Json | undefined): OperationAt {
  const found = operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${textOf(id)}`);
  return found;
}

export const bodyPointer = (operation: OperationAt): string =>
  `${operation.pointer}/requestBody/content/application~1json/schema`;

export const responsesOf = ({ operation }: OperationAt): [string, JsonObject][] => members(operation["responses"]);

/** Every object in a value, with the names that lead to it; references are not followed. */
export function* objectsIn(
  value: Json | undefined,
  names: readonly string[] = [],
): Generator<[names: readonly string[], object: JsonObject]> {
  if (isJsonObject(value)) yield [names, value];
  if (isJsonObject(value) || Array.isArray(value)) {
    for (const [name, member] of Object.entries(value)) yield* objectsIn(member, [...names, name]);
  }
}

const ajv = new Ajv2020({ strict: false, ownProperties: true });
formats.default(ajv);
ajv.addSchema(document, "document");

/** What is wrong with a value, by the schema that stands at the pointer: nothing, or ajv's words. */
export function faults(pointer: string, value: Json | undefined): string | undefined {
  const validate = ajv.compile({ $ref: `document${pointer}` });
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}
