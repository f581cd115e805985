import type { Operation, Parameter } from "../../model/model.ts";
import { literal, templateText } from "../literal.ts";
import { contentKind } from "../mediaType.ts";
import { isScalar, type Resolve } from "../schema.ts";
import { around, call, type Code, joined, plain } from "./code.ts";
import { valueOf } from "./input.ts";

/** The expression of a request's target: path and query, with every value percent-encoded. */
export function target(operation: Operation, resolve: Resolve): Code {
  const [path = "", ...fixed] = operation.path.split("?");
  const segments = path.split("/").slice(1);
  const inside = joined(
    segments.map((segment) => around("/", segmentCode(segment, operation, resolve), "")),
    "",
  );
  const whole = inside.uses.length > 0 ? around("`", inside, "`") : plain(literal(literalText(path)));
  const query = searchCode(fixed.join("?"), operation, resolve);
  return joined([whole, ...query], " + ");
}

/** A segment of the path's template as the inside of a template literal. */
function segmentCode(template: string, operation: Operation, resolve: Resolve): Code {
  const pieces = template.split(/\{([^{}]*)\}/).map((text, index) => {
    const parameter =
      index % 2 === 1 ? operation.parameters.find((one) => one.in === "path" && one.name === text) : undefined;
    return { text, parameter };
  });
  const parameters = pieces.flatMap(({ parameter }) => parameter ?? []);
  const [only] = parameters;
  if (only === undefined) return plain(templateText(literalText(template)));
  const alone = template === `{${only.name}}`;
  if (alone && isPlain(only, resolve))
    return inTemplate(call("pathSegment", literal(only.name), valueOf(operation, only)));
  const codes = pieces.map(({ text, parameter }) =>
    parameter === undefined ? plain(templateText(literalText(text))) : inTemplate(pathText(operation, parameter)),
  );
  const names = literal(parameters.map(({ name }) => name).join(", "));
  const whole = alone ? pathText(operation, only) : around("`", joined(codes, ""), "`");
  return inTemplate(call("segment", names, whole));
}

function pathText(operation: Operation, parameter: Parameter): Code {
  const value = valueOf(operation, parameter);
  if (parameter.mediaType !== undefined) return call("simple", contentText(parameter.mediaType, value));
  if (parameter.style === "label") return call(parameter.explode ? "labelExploded" : "label", value);
  if (parameter.style === "matrix") {
    return call(parameter.explode ? "matrixExploded" : "matrix", literal(parameter.name), value);
  }
  return call(parameter.explode ? "simpleExploded" : "simple", value);
}

/** The commonest parameters by far, which the smallest encoders do for. */
export function isPlain(parameter: Parameter, resolve: Resolve): boolean {
  const style = parameter.style === "simple" || parameter.style === "form";
  return style && parameter.mediaType === undefined && isScalar(parameter.schema.schema, resolve);
}

/** `search(…)`, after what the template itself has behind a `?`; nothing where there is no query. */
function searchCode(fixed: string, operation: Operation, resolve: Resolve): readonly Code[] {
  const parameters = ["query", "querystring"].flatMap((place) =>
    operation.parameters.filter((one) => one.in === place),
  );
  if (parameters.length === 0) return fixed === "" ? [] : [plain(literal(`?${fixed}`))];
  const pieces = parameters.map((parameter) => queryText(operation, parameter, resolve));
  const all = fixed === "" ? pieces : [plain(literal(`&${fixed}`)), ...pieces];
  return [call("search", joined(all, " + "))];
}

function queryText(operation: Operation, parameter: Parameter, resolve: Resolve): Code {
  const value = valueOf(operation, parameter);
  const name = literal(parameter.name);
  const escape = parameter.allowReserved ? [{ text: "reserved", uses: ["reserved"] } as const] : [];
  if (parameter.in === "querystring") return querystring(parameter, value);
  if (parameter.mediaType !== undefined)
    return call("queryValue", name, contentText(parameter.mediaType, value), ...escape);
  return call(isPlain(parameter, resolve) ? "queryValue" : queryStyle(parameter), name, value, ...escape);
}

/** The writer of a query style; where the standard has no exploded form, it is form's. */
export function queryStyle({ style, explode }: Pick<Parameter, "style" | "explode">) {
  if (style === "deepObject") return "deepObject";
  if (explode) return "formExploded";
  return style === "spaceDelimited" || style === "pipeDelimited" ? style : "form";
}

/** OAS 3.2: one value is the whole query. */
function querystring({ mediaType = "application/x-www-form-urlencoded" }: Parameter, value: string): Code {
  if (contentKind(mediaType) === "form") return call("formExploded", '""', value);
  return around("`&${", call("simple", contentText(mediaType, value)), "}`");
}

/** A parameter with `content`, by its media type: JSON, or the bare text of a string. */
export function contentText(mediaType: string, value: string): string {
  return contentKind(mediaType) === "json" ? `JSON.stringify(${value})` : value;
}

function inTemplate(code: Code): Code {
  return around("${", code, "}");
}

/** A literal of the path as it goes over the wire: what no target can hold is percent-encoded, what is encoded already stays. */
function literalText(text: string): string {
  return text.replace(/[^!-~]|["#<>\\^`{|}]/gu, (character) => encodeURIComponent(character.toWellFormed()));
}
