import { type At, member } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type { Parameter, ParameterLocation, ParameterStyle, SchemaAt } from "../model.ts";
import type { Reader } from "../reader.ts";
import { follow } from "../reference.ts";
import { entriesOf, flagOf, listOf, shown, textOf, wrongType } from "../fields.ts";
import { examplesOf } from "./examples.ts";

const LOCATIONS = ["path", "query", "header", "cookie", "querystring"] as const satisfies readonly ParameterLocation[];

const STYLES: Readonly<Record<ParameterLocation, readonly [ParameterStyle, ...ParameterStyle[]]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
  querystring: ["form"],
};

/** These header parameters "SHALL be ignored" (OAS 3.1, section 4.8.12.2.1). */
const IGNORED_HEADERS = new Set(["accept", "content-type", "authorization"]);

/** The parameters of a path item or an operation, references followed. */
export function parametersOf(reader: Reader, owner: At): readonly Parameter[] {
  return listOf(reader, owner, "parameters").flatMap((at) => {
    const found = follow(reader, at);
    const parameter = found === undefined ? undefined : readParameter(reader, found);
    return parameter === undefined ? [] : [parameter];
  });
}

function readParameter(reader: Reader, at: At): Parameter | undefined {
  if (!isJsonObject(at.value)) return wrongType(reader, at, "parameters", "a parameter object");
  const name = textOf(reader, at, "name");
  const place = locationOf(reader, at);
  if (name === undefined || place === undefined) {
    if (name === undefined)
      reader.report(
        "warning",
        "namelessParameter",
        "Expected a parameter to have a name. It is left out; name it.",
        at.pointer,
      );
    return undefined;
  }
  if (place === "header" && isIgnoredHeader(reader, at, name)) return undefined;
  const style = styleOf(reader, at, place);
  const description = textOf(reader, at, "description");
  const { examplesAt, ...content } = contentOf(reader, at);
  return {
    name,
    in: place,
    required: place === "path" ? requiredInPath(reader, at, name) : (flagOf(reader, at, "required") ?? false),
    deprecated: flagOf(reader, at, "deprecated") ?? false,
    ...(description === undefined ? {} : { description }),
    style,
    explode: flagOf(reader, at, "explode") ?? (style === "form" || style === "cookie"),
    allowReserved: flagOf(reader, at, "allowReserved") ?? false,
    ...content,
    examples: examplesOf(reader, examplesAt, content.schema),
    pointer: at.pointer,
  };
}

/** Whether a header parameter is one that OpenAPI describes elsewhere; that is told. */
export function isIgnoredHeader(reader: Reader, at: At, name: string): boolean {
  if (!IGNORED_HEADERS.has(name.toLowerCase())) return false;
  const message = `The header parameter "${name}" is ignored, as OpenAPI asks: media types and security schemes describe it.`;
  reader.report("information", "ignoredHeaderParameter", message, at.pointer);
  return true;
}

function locationOf(reader: Reader, at: At): ParameterLocation | undefined {
  const place = member(at, "in");
  const known = LOCATIONS.filter((each) => each !== "querystring" || reader.version === "3.2");
  const found = known.find((each) => each === place?.value);
  if (found !== undefined) return found;
  const message = `Expected "in" to be one of ${known.join(", ")}, but ${place === undefined ? "there is none" : `${shown(place.value)} came`}. The parameter is left out; correct it.`;
  reader.report("warning", "unknownParameterLocation", message, (place ?? at).pointer);
  return undefined;
}

/** Path parameters are required; one that does not say so is told. */
export function requiredInPath(reader: Reader, at: At, name: string): true {
  if (member(at, "required")?.value !== true) {
    const message = `Expected the path parameter "${name}" to have "required: true". It is taken as required; write so.`;
    reader.report("warning", "optionalPathParameter", message, at.pointer);
  }
  return true;
}

function styleOf(reader: Reader, at: At, place: ParameterLocation): ParameterStyle {
  const [normal] = STYLES[place];
  const written = textOf(reader, at, "style");
  const style = STYLES[place].find((each) => each === written);
  if (written !== undefined && style === undefined) {
    const message = `Expected the style of a ${place} parameter to be ${STYLES[place].join(" or ")}, but "${written}" came. It is read as "${normal}".`;
    reader.report("warning", "unknownStyle", message, at.pointer);
  }
  return style ?? normal;
}

/** `schema`, or the one media type of `content`; headers have the same two forms. */
export function contentOf(
  reader: Reader,
  at: At,
): { readonly schema: SchemaAt; readonly mediaType?: string; readonly examplesAt: At } {
  const [first, second] = entriesOf(reader, at, "content");
  if (first === undefined) return { schema: schemaOf(reader, at), examplesAt: at };
  const [mediaType, content] = first;
  if (second !== undefined) {
    const message = `Expected one media type, but several came. "${mediaType}" is used; remove the others.`;
    reader.report("warning", "severalMediaTypes", message, at.pointer);
  }
  return { schema: schemaOf(reader, content), mediaType, examplesAt: content };
}

/** The member `schema`; `true` where there is none. */
export function schemaOf(reader: Reader, at: At): SchemaAt {
  const found = member(at, "schema");
  return found === undefined ? { schema: true, pointer: at.pointer } : reader.schema(found);
}
