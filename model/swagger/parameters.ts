import { type At, member } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type {
  Encoding,
  MediaType,
  Parameter,
  ParameterLocation,
  ParameterStyle,
  RequestBody,
  SchemaAt,
} from "../model.ts";
import { isIgnoredHeader, requiredInPath } from "../openapi/parameters.ts";
import { below } from "../pointer.ts";
import type { Reader } from "../reader.ts";
import { follow } from "../reference.ts";
import { flagOf, listOf, shown, textOf, textsOf, wrongType } from "../fields.ts";
import { itemsSchema } from "./items.ts";

/** A parameter of Swagger 2.0: three kinds of place, one body, and the fields of a form. */
export type Parameter20 =
  | { readonly kind: "parameter"; readonly parameter: Parameter }
  | { readonly kind: "body"; readonly at: At }
  | { readonly kind: "field"; readonly name: string; readonly at: At };

export function parameters20(reader: Reader, owner: At): readonly Parameter20[] {
  return listOf(reader, owner, "parameters").flatMap((written) => {
    const at = follow(reader, written);
    const parameter = at === undefined ? undefined : readParameter(reader, at);
    return parameter === undefined ? [] : [parameter];
  });
}

const PLACES = ["path", "query", "header"] as const;

function readParameter(reader: Reader, at: At): Parameter20 | undefined {
  if (!isJsonObject(at.value)) return wrongType(reader, at, "parameters", "a parameter object");
  const written = member(at, "in");
  if (written?.value === "body") return { kind: "body", at };
  const name = textOf(reader, at, "name");
  if (name === undefined) {
    reader.report(
      "warning",
      "namelessParameter",
      "Expected a parameter to have a name. It is left out; name it.",
      at.pointer,
    );
    return undefined;
  }
  if (written?.value === "formData") return { kind: "field", name, at };
  const place = PLACES.find((each) => each === written?.value);
  if (place !== undefined) return ordinary(reader, at, name, place);
  const message = `Expected "in" to be path, query, header, body or formData, but ${written === undefined ? "there is none" : `${shown(written.value)} came`}. The parameter is left out; correct it.`;
  reader.report("warning", "unknownParameterLocation", message, (written ?? at).pointer);
  return undefined;
}

function ordinary(reader: Reader, at: At, name: string, place: ParameterLocation): Parameter20 | undefined {
  if (place === "header" && isIgnoredHeader(reader, at, name)) return undefined;
  const description = textOf(reader, at, "description");
  const parameter: Parameter = {
    name,
    in: place,
    required: place === "path" ? requiredInPath(reader, at, name) : (flagOf(reader, at, "required") ?? false),
    deprecated: false,
    ...(description === undefined ? {} : { description }),
    ...styleOf(reader, at, place === "query" ? "form" : "simple"),
    allowReserved: false,
    schema: emptyAllowed(reader, at, place, itemsSchema(reader, at)),
    examples: [],
    pointer: at.pointer,
  };
  return { kind: "parameter", parameter };
}

/** `allowEmptyValue` lets the empty text stand for any value of a query parameter. */
function emptyAllowed(reader: Reader, at: At, place: ParameterLocation, { schema, pointer }: SchemaAt): SchemaAt {
  const allowed = place === "query" && flagOf(reader, at, "allowEmptyValue") === true;
  return { schema: allowed ? { anyOf: [schema, { const: "" }] } : schema, pointer };
}

/** `collectionFormat` in the words of OpenAPI 3: `csv` is the default, `multi` repeats the name. */
export function styleOf(
  reader: Reader,
  at: At,
  normal: ParameterStyle,
): { readonly style: ParameterStyle; readonly explode: boolean } {
  const format = textOf(reader, at, "collectionFormat") ?? "csv";
  if (format === "multi" && normal === "form") return { style: "form", explode: true };
  if (format === "ssv" && normal === "form") return { style: "spaceDelimited", explode: false };
  if (format === "pipes" && normal === "form") return { style: "pipeDelimited", explode: false };
  if (format !== "csv") {
    const message = `The collectionFormat "${format}" is not supported here. Items are written with commas between them.`;
    reader.report("warning", "unsupported", message, below(at.pointer, "collectionFormat"));
  }
  return { style: normal, explode: false };
}

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

/** The `body` parameter or the fields of a form, as OpenAPI 3 writes a request body. */
export function requestBody20(
  reader: Reader,
  operation: At,
  parameters: readonly Parameter20[],
  consumes: readonly string[],
): RequestBody | undefined {
  const [body, second] = parameters.flatMap((each) => (each.kind === "body" ? [each.at] : []));
  if (second !== undefined) {
    reader.report(
      "warning",
      "severalBodies",
      "Expected one body parameter, but there are several. The first is used.",
      second.pointer,
    );
  }
  if (body === undefined) return formBody(reader, operation, parameters, consumes);
  const written = member(body, "schema");
  const schema = written === undefined ? { schema: true, pointer: body.pointer } : reader.schema(written);
  const description = textOf(reader, body, "description");
  return {
    required: flagOf(reader, body, "required") ?? false,
    ...(description === undefined ? {} : { description }),
    content: (consumes.length === 0 ? ["application/json"] : consumes).map((mediaType) => ({
      mediaType,
      schema,
      encoding: new Map(),
      examples: [],
      pointer: body.pointer,
    })),
    pointer: body.pointer,
  };
}

function formBody(
  reader: Reader,
  operation: At,
  parameters: readonly Parameter20[],
  consumes: readonly string[],
): RequestBody | undefined {
  const fields = parameters.flatMap((each) => (each.kind === "field" ? [each] : []));
  if (fields.length === 0) return undefined;
  const required = fields.filter(({ at }) => flagOf(reader, at, "required") === true).map(({ name }) => name);
  const properties = fields.map(({ name, at }) => [name, itemsSchema(reader, at).schema] as const);
  const pointer = below(operation.pointer, "parameters");
  const schema = { type: "object", required, properties: Object.fromEntries(properties) };
  const encoding = new Map(fields.map(({ name, at }) => [name, encodingOf(reader, at)]));
  const files = fields.some(({ at }) => member(at, "type")?.value === "file");
  const forms = consumes.filter((mediaType) => mediaType === FORM || mediaType === MULTIPART);
  const content = (forms.length === 0 ? [files ? MULTIPART : FORM] : forms).map((mediaType): MediaType => ({
    mediaType,
    schema: { schema, pointer },
    encoding,
    examples: [],
    pointer,
  }));
  return { required: required.length > 0, content, pointer };
}

function encodingOf(reader: Reader, at: At): Encoding {
  return { headers: [], ...styleOf(reader, at, "form"), allowReserved: false, pointer: at.pointer };
}

/** The operation's media types, else the document's. */
export function mediaTypes20(
  reader: Reader,
  root: At,
  operation: At,
  name: "consumes" | "produces",
): readonly string[] {
  return textsOf(reader, member(operation, name) === undefined ? root : operation, name);
}
