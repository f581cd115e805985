import type { JsonObject } from "../../model/json.ts";
import type { Header, MediaType, Model, Operation, Parameter, Response } from "../../model/model.ts";
import { commentText, constraints } from "../documentation.ts";
import { safeName, schemaName, typeSchema } from "./typeSchema.ts";

/**
 * The model as one OpenAPI 3.1 document for openapi-typescript: resolved but for schemas, sanitised, whatever version and however many files it was
 * written in. Every call makes a new one, because openapi-typescript writes into it.
 */
export function typeDocument(model: Model): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "", version: "" },
    paths: paths(model.operations),
    components: {
      schemas: Object.fromEntries([...model.schemas].map(([ref, schema]) => [schemaName(ref), typeSchema(schema)])),
    },
  };
}

/** The methods that openapi-typescript knows; others have their types in their own modules only. */
const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

function paths(operations: readonly Operation[]): JsonObject {
  const known = operations.filter(({ method }) => METHODS.includes(method));
  return Object.fromEntries(
    [...Map.groupBy(known, ({ path }) => path)].map(([path, ofPath]) => [
      safeName(path),
      Object.fromEntries(ofPath.map((operation) => [operation.method.toLowerCase(), operationObject(operation)])),
    ]),
  );
}

function operationObject(operation: Operation): JsonObject {
  return {
    operationId: safeName(operation.id),
    ...prose(operation),
    parameters: operation.parameters.map(parameterObject),
    ...(operation.requestBody === undefined
      ? {}
      : { requestBody: { required: operation.requestBody.required, content: content(operation.requestBody.content) } }),
    responses: Object.fromEntries(operation.responses.map((response) => [response.status, responseObject(response)])),
  };
}

function parameterObject(parameter: Parameter): JsonObject {
  const facts = constraints(parameter.schema.schema);
  const description = [commentText(parameter.description ?? ""), facts].filter((part) => part !== "").join("\n\n");
  return {
    name: safeName(parameter.name),
    in: parameter.in,
    required: parameter.required,
    ...(parameter.deprecated ? { deprecated: true } : {}),
    ...(description === "" ? {} : { description }),
    schema: typeSchema(parameter.schema.schema),
  };
}

function responseObject({ description, headers, content: ofResponse }: Response): JsonObject {
  return { ...prose({ description }), headers: headerObjects(headers), content: content(ofResponse) };
}

function headerObjects(headers: readonly Header[]): JsonObject {
  return Object.fromEntries(
    headers.map((header) => [
      safeName(header.name),
      { ...prose(header), required: header.required, schema: typeSchema(header.schema.schema) },
    ]),
  );
}

function content(mediaTypes: readonly MediaType[]): JsonObject {
  return Object.fromEntries(
    mediaTypes.map((one) => [safeName(one.mediaType), { schema: typeSchema(one.schema.schema) }]),
  );
}

function prose(of: {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
}): JsonObject {
  const summary = commentText(of.summary ?? "");
  const description = commentText(of.description ?? "");
  return {
    ...(summary === "" ? {} : { summary }),
    ...(description === "" ? {} : { description }),
    ...(of.deprecated === true ? { deprecated: true } : {}),
  };
}
