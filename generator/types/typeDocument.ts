import type { JsonObject } from "../../model/json.ts";
import type { Header, Model, Operation, SchemaAt } from "../../model/model.ts";
import type { Brands } from "../brands/brands.ts";
import { schemaName, typeSchema } from "./typeSchema.ts";

/** The model's named schemas as openapi-typescript reads them, by name. Every call makes new ones, because openapi-typescript writes into them. */
export function typeComponents(model: Model, brands: Brands): JsonObject {
  return Object.fromEntries([...model.schemas].map(([ref, schema]) => [schemaName(ref), typeSchema(schema, brands)]));
}

/**
 * The schemas that stand in operations themselves and say how named schemas are told apart: a union that nobody names discriminates its members
 * all the same.
 */
export function discriminating({ operations }: Model): readonly JsonObject[] {
  const inline = operations.flatMap(schemasOf).map(({ schema }) => schema);
  return inline
    .filter((schema) => JSON.stringify(schema).includes('"discriminator"'))
    .map((schema) => typeSchema(schema));
}

function schemasOf({ parameters, requestBody, responses }: Operation): readonly SchemaAt[] {
  const ofHeaders = (headers: readonly Header[]) => headers.map(({ schema }) => schema);
  return [
    ...parameters.map(({ schema }) => schema),
    ...(requestBody?.content ?? []).map(({ schema }) => schema),
    ...responses.flatMap(({ headers, content }) => [...ofHeaders(headers), ...content.map(({ schema }) => schema)]),
  ];
}
