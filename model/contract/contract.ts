import type {
  Model,
  Operation,
  Parameter,
  Pointer,
  Response,
  Schema,
  SchemaAt,
  SecurityRequirement,
} from "../model.ts";
import { bare } from "./bare.ts";

/** What two sides must agree on, and nothing else: no prose, no examples, no extensions. Plain JSON, names sorted, so that equal contracts are equal texts. */
export interface Contract {
  readonly contract: typeof FORMAT;
  readonly servers: Named<{ readonly pointer: Pointer }>;
  readonly operations: Named<ContractOperation>;
  readonly schemas: Named<Schema>;
}

export type Named<Value> = { readonly [name: string]: Value };

export interface ContractOperation {
  readonly method: string;
  readonly path: string;
  readonly pointer: Pointer;
  readonly deprecated: boolean;
  /** By place and name: `query.limit`. */
  readonly parameters: Named<ContractParameter>;
  readonly requestBody?: ContractBody;
  readonly responses: Named<ContractResponse>;
  readonly security: readonly ContractRequirement[];
}

export interface ContractParameter extends SchemaAt {
  readonly required: boolean;
  readonly at: Pointer;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly mediaType?: string;
}

export interface ContractBody {
  readonly required: boolean;
  readonly pointer: Pointer;
  readonly content: Named<SchemaAt>;
}

export interface ContractResponse {
  readonly pointer: Pointer;
  readonly headers: Named<ContractHeader>;
  readonly content: Named<SchemaAt>;
}

export interface ContractHeader extends SchemaAt {
  readonly required: boolean;
  readonly at: Pointer;
}

export interface ContractRequirement {
  /** Schemes with what they are and the scopes asked for: `apiKey header x-api-key`, `oauth2 read write`. */
  readonly schemes: readonly string[];
  readonly pointer: Pointer;
}

/** The version of the form; a file of another one is not compared. */
export const FORMAT = 1;

/** The contract that a model states. */
export function toContract(model: Model): Contract {
  return {
    contract: FORMAT,
    servers: named(model.servers, ({ url, pointer }) => [url, { pointer }]),
    operations: named(model.operations, (operation) => [operation.id, operationOf(operation)]),
    schemas: named([...model.schemas], ([pointer, schema]) => [pointer, bare(schema)]),
  };
}

/** Here and below, names stand in the order of the alphabet: the text is written as the values are made. */
function operationOf(operation: Operation): ContractOperation {
  const { deprecated, method, parameters, path, pointer, requestBody, responses, security } = operation;
  return {
    deprecated,
    method,
    parameters: named(parameters, (each) => [`${each.in}.${each.name}`, parameterOf(each)]),
    path,
    pointer,
    ...(requestBody === undefined ? {} : { requestBody: bodyOf(requestBody) }),
    responses: named(responses, (response) => [response.status, responseOf(response)]),
    security: security.map(requirementOf),
  };
}

function parameterOf(parameter: Parameter): ContractParameter {
  const { allowReserved, pointer: at, explode, mediaType, required, schema, style } = parameter;
  const media = mediaType === undefined ? {} : { mediaType };
  return {
    allowReserved,
    at,
    explode,
    ...media,
    pointer: schema.pointer,
    required,
    schema: bare(schema.schema),
    style,
  };
}

function bodyOf({ content, pointer, required }: NonNullable<Operation["requestBody"]>): ContractBody {
  return { content: contentOf(content), pointer, required };
}

function responseOf({ content, headers, pointer }: Response): ContractResponse {
  return {
    content: contentOf(content),
    headers: named(headers, ({ name, pointer: at, required, schema }) => [
      name.toLowerCase(),
      { at, pointer: schema.pointer, required, schema: bare(schema.schema) },
    ]),
    pointer,
  };
}

function contentOf(content: readonly { readonly mediaType: string; readonly schema: SchemaAt }[]): Named<SchemaAt> {
  return named(content, ({ mediaType, schema: { pointer, schema } }) => [mediaType, { pointer, schema: bare(schema) }]);
}

function requirementOf({ schemes, pointer }: SecurityRequirement): ContractRequirement {
  const texts = schemes.map(({ scheme, scopes }) => {
    const kind =
      scheme.type === "apiKey" ? [scheme.in, scheme.parameter] : scheme.type === "http" ? [scheme.scheme] : [];
    return [scheme.type, ...kind, ...scopes.toSorted()].join(" ");
  });
  return { pointer, schemes: texts.sort() };
}

function named<Item, Value>(items: readonly Item[], entry: (item: Item) => readonly [string, Value]): Named<Value> {
  return Object.fromEntries(items.map(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}
