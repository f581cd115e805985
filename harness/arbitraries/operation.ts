import type { Contract, MediaType, Operation, Parameter, SchemaAt } from "../../model/index.ts";
import { templateNames } from "../../model/openapi/operation-parameters.ts";

type ContractOperation = Contract["operations"][string];
type ContractParameter = ContractOperation["parameters"][string];

/** What requests are drawn from, out of a contract: all that it says of them, and no answers. */
export function operationOf(id: string, contract: ContractOperation): Operation {
  const { method, path, pointer, deprecated, requestBody } = contract;
  const parameters = Object.entries(contract.parameters).flatMap(([key, each]) => parameterOf(key, each) ?? []);
  const described = new Set(parameters.filter((each) => each.in === "path").map(({ name }) => name));
  const forgotten = templateNames(path).filter((name) => !described.has(name));
  const body =
    requestBody === undefined
      ? {}
      : {
          requestBody: {
            required: requestBody.required,
            pointer: requestBody.pointer,
            content: contentOf(requestBody),
          },
        };
  return {
    id,
    method,
    path,
    pointer,
    deprecated,
    tags: [],
    parameters: [...parameters, ...forgotten.map((name) => pathParameter(name, pointer))],
    ...body,
    responses: [],
    security: [],
  };
}

const LOCATIONS = ["path", "query", "header", "cookie", "querystring"] as const;
const STYLES = [
  "matrix",
  "label",
  "simple",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
  "cookie",
] as const;

/** Contracts name parameters by place and name: `query.limit`. */
function parameterOf(key: string, { at, style, schema, pointer, ...facts }: ContractParameter): Parameter | undefined {
  const place = LOCATIONS.find((location) => key.startsWith(`${location}.`));
  const known = STYLES.find((one) => one === style);
  if (place === undefined || known === undefined) return undefined;
  const name = key.slice(place.length + 1);
  return {
    ...facts,
    name,
    in: place,
    style: known,
    schema: { schema, pointer },
    pointer: at,
    deprecated: false,
    examples: [],
  };
}

/** A parameter that the path has and the document forgot to describe is a string. */
function pathParameter(name: string, pointer: string): Parameter {
  const fixed = { deprecated: false, explode: false, allowReserved: false, examples: [] };
  return {
    name,
    in: "path",
    required: true,
    style: "simple",
    schema: { schema: { type: "string" }, pointer },
    pointer,
    ...fixed,
  };
}

function contentOf({ content }: { readonly content: { readonly [name: string]: SchemaAt } }): readonly MediaType[] {
  return Object.entries(content).map(([mediaType, schema]) => ({
    mediaType,
    schema,
    encoding: new Map(),
    examples: [],
    pointer: schema.pointer,
  }));
}
