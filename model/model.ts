import type { Json } from "./json.ts";

/**
 * What a document says, read once, in the terms of OpenAPI 3.1 and JSON Schema 2020-12 whatever version it was written in.
 * Everything carries the JSON pointer of the place it was read from; `Model.locate` turns that into file, line and column.
 */
export interface Model {
  readonly document: DocumentInfo;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  readonly diagnostics: readonly Diagnostic[];
  /** The schema that an absolute `$ref` names; undefined where nothing stands there (the reader has told that already). */
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly locate: (pointer: Pointer) => Place;
  /** Every schema that a `$ref` names, by that reference; sorted by it. */
  readonly schemas: ReadonlyMap<Pointer, Schema>;
}

/**
 * `#/paths/~1pets/get` (RFC 6901, section 6, written unescaped but for `~0` and `~1`) in the root document,
 * `parts/pet.yaml#/Pet` in a file beside it.
 */
export type Pointer = string;

export interface Place {
  /** As the user named it: relative to the working directory where it lies below it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface DocumentInfo {
  /** Path or URL, as the user gave it. */
  readonly file: string;
  readonly title: string;
  readonly version: string;
  /** The OpenAPI version the document was written in: `2.0`, `3.0.3`, `3.1.0`, ... */
  readonly openapi: string;
  /** SHA-256 of every file that was read, in hex: the same contract, the same digest. */
  readonly digest: string;
  /** Every file that was looked for, by its name in pointers, sorted: `""` is the document itself. */
  readonly files: readonly string[];
}

export interface Server {
  /** Variables already replaced by their defaults. */
  readonly url: string;
  readonly pointer: Pointer;
}

export interface Operation {
  /** The document's operationId; where it gives none or gives it twice, `get /pets/{id}`. Unique in the model. */
  readonly id: string;
  /** Upper case: `GET`, `PATCH`, ... */
  readonly method: string;
  /** The template, as in the document: `/v2/apis/{apiId}`. */
  readonly path: string;
  readonly pointer: Pointer;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  /** Path item and operation merged; path parameters in the order of the template, then the document's order. */
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** `x-covenant.merges`: a PATCH keeps what it is not given. Undefined: the document does not say what a PATCH does to the rest. */
  readonly merges?: Merging;
  /** Alternatives: one of them must hold in full. None at all: no credentials needed. An empty one: also without. */
  readonly security: readonly SecurityRequirement[];
}

export type ParameterLocation = "path" | "query" | "header" | "cookie" | "querystring";
export type ParameterStyle =
  | "matrix"
  | "label"
  | "simple"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description?: string;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Where the document uses `content` instead of `schema` and `style`: its media type. */
  readonly mediaType?: string;
  readonly schema: SchemaAt;
  readonly examples: readonly Example[];
  readonly pointer: Pointer;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  readonly content: readonly MediaType[];
  readonly pointer: Pointer;
}

export interface MediaType {
  /** As in the document: `application/json`, `text/*`. */
  readonly mediaType: string;
  /** `true` where the document gives none. */
  readonly schema: SchemaAt;
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly examples: readonly Example[];
  readonly pointer: Pointer;
}

/** How one property of a form or multipart body is written (OAS 3.1, Encoding Object). */
export interface Encoding {
  readonly contentType?: string;
  readonly headers: readonly Header[];
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved: boolean;
  readonly pointer: Pointer;
}

export interface Example {
  readonly name: string;
  readonly value: Json;
  readonly pointer: Pointer;
}

export interface Response {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  readonly links: readonly Link[];
  readonly pointer: Pointer;
}

export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly explode: boolean;
  readonly mediaType?: string;
  readonly schema: SchemaAt;
  readonly pointer: Pointer;
}

/** OAS 3.1, Link Object: values of this exchange that are right for a later request. */
export interface Link {
  readonly name: string;
  /** The id of the operation it leads to, in this model. */
  readonly target: string;
  /** By parameter, `apiId` or qualified `path.apiId`: a runtime expression (`$response.body#/apiId`) or a literal. */
  readonly parameters: ReadonlyMap<string, Json>;
  readonly requestBody?: Json;
  /**
   * `x-covenant.given`, by JSON pointer into this exchange's request body: the link holds only for exchanges that were asked for with these values.
   * A document says by it what no schema can: routes of this kind belong to APIs that were created as WEBSOCKET.
   */
  readonly given: ReadonlyMap<string, Json>;
  readonly pointer: Pointer;
}

/**
 * `x-covenant.from` on a schema: its values are right only where another operation has made them.
 * `parameters` says what that operation was called with, in expressions over the present request (`{ apiId: "$request.path.apiId" }`).
 */
export interface Source {
  readonly operationId: string;
  /** A runtime expression over the making exchange: `$response.body#/name`. */
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * How a write changes what is there: members that it does not give, or gives as null, are kept; objects are merged member by member, everything else is set.
 * A member that is given as `removedBy` is absent afterwards.
 */
export interface Merging {
  readonly removedBy?: Json;
}

export interface SecurityRequirement {
  readonly schemes: readonly { readonly scheme: SecurityScheme; readonly scopes: readonly string[] }[];
  readonly pointer: Pointer;
}

export type SecurityScheme = { readonly name: string; readonly pointer: Pointer } & (
  | {
      readonly type: "apiKey";
      readonly in: "header" | "query" | "cookie";
      readonly parameter: string;
      /** `x-amazon-apigateway-authtype: awsSigv4`, AWS's own mark in OpenAPI documents. */
      readonly sigv4: boolean;
    }
  | { readonly type: "http"; /** Lower case: `basic`, `bearer`, ... */ readonly scheme: string }
  | { readonly type: "oauth2" | "openIdConnect" | "mutualTLS" }
);

/**
 * JSON Schema 2020-12 as plain JSON, its keywords as in the document after the translation to 3.1, in the same places (so that pointers hold).
 * Every `$ref` in it is an absolute `Pointer`; every other keyword stands as it was, annotations and `x-…` too.
 */
export type Schema = boolean | { readonly [keyword: string]: Json };

export interface SchemaAt {
  readonly schema: Schema;
  readonly pointer: Pointer;
}

/** What a reader should know of: an unsupported feature, a sloppy place, a fault. Only an `error` makes a document unusable. */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "information";
  /** The rule's name, camelCase: `unresolvedReference`, `duplicateOperationId`. */
  readonly code: string;
  /** What was expected, what came, what to do: one sentence or two, no pointer in it. */
  readonly message: string;
  readonly pointer: Pointer;
  readonly place: Place;
}

export type ReadOutcome =
  | { readonly outcome: "read"; readonly model: Model }
  | { readonly outcome: "unusable"; readonly diagnostics: readonly Diagnostic[]; readonly files: readonly string[] };
