import type { Parameter } from "../../model/model.ts";
import { contentReadings } from "./content.ts";
import { delimited, exploded } from "./delimited.ts";
import type { Pair } from "./pairs.ts";
import { queryTexts } from "./percent.ts";
import { decoded, objectReadings, unclear, type Decoded } from "./reading.ts";
import type { Shape } from "./shape.ts";

/** What decides how a query parameter or a form property is read. */
export type QueryStyled = Pick<Parameter, "name" | "style" | "explode" | "mediaType">;

interface QueryParts {
  readonly query: readonly Pair[];
  readonly queryText: string;
}

/** The values of one query parameter. An exploded object takes every pair that no other parameter has by name. */
export function queryReadings(
  parameter: Parameter,
  parts: QueryParts,
  siblings: readonly Parameter[],
  shape: Shape,
): Decoded {
  if (parameter.in === "querystring") return querystring(parameter, parts, shape);
  if (parts.query.length === 0) return { outcome: "absent" };
  const others = siblings.filter((other) => other.in === "query" && other.name !== parameter.name);
  const unclaimed = parts.query.filter(
    (pair) => !others.some((other) => isOf(other, pair)) && !pair.names.includes(parameter.name),
  );
  if (
    others.some(takesNames) &&
    shape([]).has("object") &&
    unclaimed.length > 0 &&
    parameter.explode &&
    parameter.style === "form"
  ) {
    return unclear("more than one exploded object shares the query");
  }
  return styledReadings(
    parameter,
    parts.query.filter((pair) => pair.names.includes(parameter.name)),
    unclaimed,
    shape,
  );
}

/** The readings of a parameter or form property from the pairs of its name, and of an exploded object from those of its members. */
export function styledReadings(
  parameter: QueryStyled,
  own: readonly Pair[],
  members: readonly Pair[],
  shape: Shape,
): Decoded {
  const { name, style, explode, mediaType } = parameter;
  const [first] = own;
  if (mediaType !== undefined) {
    if (own.length > 1) return unclear("it is given more than once");
    return first === undefined ? { outcome: "absent" } : contentReadings(mediaType, first.texts[0] ?? "", shape);
  }
  if (style === "deepObject") return deepObject(name, own, members, shape);
  if (explode) return exploded(own, members, shape);
  if (first === undefined) return { outcome: "absent" };
  if (own.length > 1) return unclear("it is given more than once");
  return delimited(first.raw, { delimiter: DELIMITERS[style] ?? ",", explode: false, decode: queryTexts }, shape);
}

/** OAS 3.1, "Style Values": the delimiters may come percent-encoded. */
const DELIMITERS: Readonly<Record<string, RegExp>> = { spaceDelimited: /%20|\+/, pipeDelimited: /%7C|\|/i };

function deepObject(name: string, own: readonly Pair[], members: readonly Pair[], shape: Shape): Decoded {
  if (own.length > 0) return unclear("deepObject has no form for what is no object");
  const found = members.flatMap((pair) => {
    const key = pair.names[0] ?? "";
    return key.startsWith(`${name}[`) ? [[key.slice(name.length), pair.texts] as const] : [];
  });
  if (found.length === 0) return { outcome: "absent" };
  if (found.some(([key]) => !/^\[[^[\]]*\]$/.test(key))) return unclear("deepObject defines one pair of brackets");
  if (new Set(found.map(([key]) => key)).size < found.length) return unclear("a member is given more than once");
  return decoded(
    objectReadings(
      found.map(([key, texts]) => [key.slice(1, -1), texts]),
      shape,
    ),
  );
}

/** OAS 3.2, `in: querystring`: the whole query is one value. */
function querystring(parameter: Parameter, { query, queryText }: QueryParts, shape: Shape): Decoded {
  if (queryText === "") return { outcome: "absent" };
  if (parameter.mediaType === undefined || /urlencoded$/i.test(parameter.mediaType)) return exploded([], query, shape);
  return contentReadings(parameter.mediaType, queryTexts(queryText)[0] ?? "", shape);
}

function isOf(parameter: Parameter, pair: Pair): boolean {
  return pair.names.some(
    (name) => name === parameter.name || (parameter.style === "deepObject" && name.startsWith(`${parameter.name}[`)),
  );
}

/** Whether a query parameter is written as the names of its members, so that none of them tells whose it is. */
export function takesNames(parameter: Parameter): boolean {
  return parameter.explode && parameter.style === "form" && parameter.schema.schema !== true && isObjectOnly(parameter);
}

function isObjectOnly({ schema }: Parameter): boolean {
  return (
    typeof schema.schema === "object" &&
    (schema.schema["type"] === "object" || schema.schema["properties"] !== undefined)
  );
}
