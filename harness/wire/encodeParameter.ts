import { isJsonObject, stringifyJson, type Json } from "../../model/json.ts";
import type { Parameter } from "../../model/model.ts";
import {
  component,
  cookieForm,
  cookiePlain,
  cookieValue,
  deepObject,
  form,
  formExploded,
  header,
  headerJson,
  label,
  labelExploded,
  matrix,
  matrixExploded,
  pipeDelimited,
  queryValue,
  reserved,
  simple,
  simpleExploded,
  spaceDelimited,
} from "../../runtime/parameter.ts";
import type { HeaderLine } from "../../runtime/wire.ts";
import { isJsonMediaType } from "./mediaType.ts";

/** What decides how a parameter or a form property is written. */
export type Styled = Pick<Parameter, "name" | "style" | "explode" | "allowReserved" | "mediaType">;

/** A path parameter's piece of its segment. */
export function pathText(parameter: Styled, value: Json): string {
  if (parameter.mediaType !== undefined) return component(contentText(parameter.mediaType, value));
  if (parameter.style === "label") return parameter.explode ? labelExploded(value) : label(value);
  if (parameter.style === "matrix") return (parameter.explode ? matrixExploded : matrix)(parameter.name, value);
  return parameter.explode ? simpleExploded(value) : simple(value);
}

/** A query parameter's pieces, `&a=1&b=2`. */
export function queryText(parameter: Styled & Pick<Parameter, "in">, value: Json): string {
  if (parameter.in === "querystring") return querystring(parameter.mediaType, value);
  const escape = parameter.allowReserved ? reserved : component;
  if (parameter.mediaType !== undefined)
    return queryValue(parameter.name, contentText(parameter.mediaType, value), escape);
  return styledQuery(parameter)(parameter.name, value, escape);
}

/** The writer of a style; where the standard has no exploded form, it is form's, as in the tables of OpenAPI 3.0. */
export function styledQuery({ style, explode }: Pick<Styled, "style" | "explode">): typeof formExploded {
  if (style === "deepObject") return deepObject;
  if (explode) return formExploded;
  if (style === "spaceDelimited") return spaceDelimited;
  return style === "pipeDelimited" ? pipeDelimited : form;
}

/** OAS 3.2: one value is the whole query. */
function querystring(mediaType: string | undefined, value: Json): string {
  if (mediaType === undefined || /urlencoded$/i.test(mediaType))
    return formExploded("", isJsonObject(value) ? value : {});
  return `&${component(contentText(mediaType, value))}`;
}

export function headerLines(parameter: Styled, value: Json): readonly HeaderLine[] {
  if (parameter.mediaType === undefined) return header(parameter.name, value, parameter.explode);
  return isJsonMediaType(parameter.mediaType) ? headerJson(parameter.name, value) : header(parameter.name, value);
}

/** A cookie parameter's pieces, `; a=1; b=2`. */
export function cookieText(parameter: Styled, value: Json): string {
  if (parameter.mediaType !== undefined) return cookieValue(parameter.name, contentText(parameter.mediaType, value));
  const write = parameter.style === "cookie" ? cookiePlain : cookieForm;
  return write(parameter.name, value, parameter.explode);
}

/** A value by its media type: JSON, or the bare text of a string. */
export function contentText(mediaType: string, value: Json): string {
  return isJsonMediaType(mediaType) || typeof value !== "string" ? stringifyJson(value) : value;
}
