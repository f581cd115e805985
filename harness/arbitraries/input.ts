import { isRawNumber, type Json } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";

/** How a builder takes its parameters: by their own names, or grouped by place. */
export type Shape = "plain" | "grouped";

/** Drawn values as a builder's input. `contentType` only where there is a choice. */
export function inputOf(
  { requestBody }: Operation,
  { path, query, header, cookie, body }: Values,
  shape: Shape,
): object {
  const places = Object.entries({ path, query, header, cookie }).filter(([, values]) => Object.keys(values).length > 0);
  const parameters = shape === "grouped" ? places : places.flatMap(([, values]) => Object.entries(values));
  const type = (requestBody?.content.length ?? 0) > 1 && body !== undefined ? { contentType: body.mediaType } : {};
  const content = body === undefined || !("value" in body.content) ? {} : { body: plain(body.content.value) };
  return { ...Object.fromEntries(parameters.map(([name, value]) => [name, plain(value)])), ...type, ...content };
}

/** A number that JavaScript cannot hold is the nearest that it can. */
function plain(value: Json | Values["path"]): unknown {
  if (isRawNumber(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
