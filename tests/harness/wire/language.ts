import ajvModule from "ajv/dist/2020.js";
import ajvFormatsModule from "ajv-formats";
import type { Json } from "../../../model/json.ts";
import type {
  MediaType,
  Operation,
  Parameter,
  RequestBody,
  Response,
  Schema,
  SchemaAt,
  SecurityRequirement,
  SecurityScheme,
} from "../../../model/model.ts";
import type { HeaderLine, WireRequest } from "../../../runtime/wire.ts";
import type { Values } from "../../../harness/case.ts";
import { classify, type Classification, type Schemas } from "../../../harness/wire/classify.ts";
import { encode, type Encoded } from "../../../harness/wire/encode.ts";

/** An operation of one place after the other: `operation({ parameters: [query("limit", { type: "integer" })] })`. */
export function operation(given: Partial<Operation> = {}): Operation {
  const plain = { id: "op", method: "GET", path: "/things", pointer: "#/op", deprecated: false, tags: [] };
  return { ...plain, parameters: [], responses: [], security: [], ...given };
}

/** A parameter in the default style of its location. */
export function parameter(
  place: Parameter["in"],
  name: string,
  schema: Schema,
  given: Partial<Parameter> = {},
): Parameter {
  const form = place === "query" || place === "cookie";
  const plain = {
    required: place === "path",
    deprecated: false,
    allowReserved: false,
    examples: [],
    pointer: `#/${place}/${name}`,
  };
  const style = given.style ?? (form ? "form" : "simple");
  return {
    ...plain,
    name,
    in: place,
    style,
    explode: style === "form",
    schema: at(schema, `#/${place}/${name}/schema`),
    ...given,
  };
}

export function body(
  content: Readonly<Record<string, Schema>>,
  given: Partial<RequestBody & Pick<MediaType, "encoding">> = {},
): RequestBody {
  const types = Object.entries(content).map(([mediaType, schema]): MediaType => {
    const pointer = `#/body/${mediaType}`;
    return {
      mediaType,
      schema: at(schema, `${pointer}/schema`),
      encoding: given.encoding ?? new Map(),
      examples: [],
      pointer,
    };
  });
  return { required: given.required ?? true, content: types, pointer: "#/body" };
}

export function at(schema: Schema, pointer: string): SchemaAt {
  return { schema, pointer };
}

/** Ajv stands in for the schema engine: another reading of JSON Schema, so that no misreading is shared. */
export const schemas: Schemas = {
  resolve: () => undefined,
  validate: (at, value) => failures(annotating, at, value),
  validateFormats: (at, value) => failures(asserting, at, value),
};

const options = { strict: false, ownProperties: true, allErrors: true, validateFormats: false };
const annotating = new ajvModule.Ajv2020(options);
const asserting = new ajvModule.Ajv2020({ ...options, validateFormats: true });
ajvFormatsModule.default(asserting);

function failures(ajv: ajvModule.Ajv2020, { schema, pointer }: SchemaAt, value: Json): ReturnType<Schemas["validate"]> {
  const check = ajv.compile(schema);
  return check(value)
    ? []
    : (check.errors ?? []).map(({ instancePath, keyword, params }) => {
        return { instance: instancePath, keyword, schema: pointer, expected: null, received: JSON.stringify(params) };
      });
}

/** A GET of a target, or whatever else is given. */
export function request(target: string, given: Partial<WireRequest> = {}): WireRequest {
  return { method: "GET", target, headers: [], ...given };
}

export function posted(
  content: string | Uint8Array,
  type: string | undefined,
  headers: readonly HeaderLine[] = [],
): WireRequest {
  return {
    method: "POST",
    target: "/things",
    headers: [...(type === undefined ? [] : [["content-type", type] as const]), ...headers],
    body: content,
  };
}

/** `valid`, `undecidable` or `limit maximum` for what is invalid: place and keyword of every failure. */
export function verdict(operation: Operation, request: WireRequest): string {
  return told(classify(operation, request, schemas));
}

function told(classification: Classification): string {
  if (classification.kind !== "invalid") return classification.kind;
  return classification.failures.map(({ at, keyword }) => `${at} ${keyword}`).join(", ");
}

export function values(given: Partial<Values>): Values {
  return { path: {}, query: {}, header: {}, cookie: {}, ...given };
}

/** Values of one parameter. */
export function valuesOf({ name, in: place }: Parameter, value: Json): Values {
  return values({ [place === "querystring" ? "query" : place]: { [name]: value } });
}

/** The request that was encoded; fails the test where there is none. */
export function encoded(operation: Operation, values: Values): WireRequest {
  const outcome: Encoded = encode(operation, values);
  if (outcome.outcome === "encoded") return outcome.request;
  throw new Error(`${outcome.at}: ${outcome.reason}`);
}

export function response(status: string, ...mediaTypes: readonly string[]): Response {
  const content = mediaTypes.map((mediaType): MediaType => ({
    mediaType,
    schema: at(true, "#/r"),
    encoding: new Map(),
    examples: [],
    pointer: "#/r",
  }));
  return { status, description: "", headers: [], content, links: [], pointer: `#/responses/${status}` };
}

export type Unnamed<Scheme = SecurityScheme> = Scheme extends SecurityScheme ? Omit<Scheme, "name" | "pointer"> : never;

/** Alternatives, each a list of schemes that must hold together. */
export function security(...alternatives: readonly (readonly Unnamed[])[]): readonly SecurityRequirement[] {
  return alternatives.map((schemes) => ({
    schemes: schemes.map((scheme) => ({ scheme: { name: "s", pointer: "#/s", ...scheme }, scopes: [] })),
    pointer: "#/security",
  }));
}
