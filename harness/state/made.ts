import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Operation, Source } from "../../model/model.ts";
import type { Binding } from "../exchange.ts";
import { member } from "../schema/values.ts";
import { evaluate, bodyJson, pathValue, valueAt, type Expressed } from "./expression.ts";
import type { IncomingLink } from "./links.ts";
import { boundToken } from "./slots.ts";

/** An exchange that succeeded and whose values later requests may use. */
export interface Made extends Expressed {
  /** `createApi.1`: the operation and how many of it this unit had made. */
  readonly name: string;
  readonly operation: Operation;
  /** The names of the exchanges whose values its own request used: what dies with them. */
  readonly uses: ReadonlySet<string>;
  /** What links give from it, kept as it is asked for. */
  readonly values: Map<IncomingLink, { readonly values: LinkValues }>;
  /** How often values may still be drawn from it. */
  left: number;
  /** Written to since: its address still holds, what it said of itself may not. */
  modified: boolean;
}

/** What was made with values that are given again. */
export interface Repeated {
  readonly made: Expressed;
  readonly names: readonly string[];
}

/** Whether it was made at this place. */
export function isAt(made: Expressed, place: Bound): boolean {
  return [...place].every(([name, { value }]) => pathValue(name, made) === String(value));
}

/** The members of `body` that are the same text or number in both. */
export function sharedNames(earlier: Json | undefined, body: JsonObject): readonly string[] {
  if (!isJsonObject(earlier)) return [];
  return Object.keys(body).filter((name) => isPlain(body[name]) && member(earlier, name) === body[name]);
}

/** `/pets/{petId}` is the path of an item of `/pets`. */
export function isItemOf(path: string, collection: string): boolean {
  return path.startsWith(`${collection}/`) && !path.slice(collection.length + 1).includes("/");
}

/** Path values by parameter. */
export type Bound = ReadonlyMap<string, Binding>;
type LinkValues = Bound | undefined;

/** Whether these are the path's values. */
export function isPath(values: LinkValues, path: ReadonlyMap<string, string>): boolean {
  if (values === undefined) return false;
  for (const [name, { value }] of values) if (String(value) !== path.get(name)) return false;
  return true;
}

/** What the link gives from an exchange; undefined where it does not start there or does not give all. */
export function valuesOf(link: IncomingLink, made: Made): LinkValues {
  if (made.modified && link.link.given.size > 0) return undefined;
  const known = made.values.get(link);
  if (known !== undefined) return known.values;
  const values = fits(link, made) ? bindAll(link, made) : undefined;
  made.values.set(link, { values });
  return values;
}

/** Whether the link starts from this exchange, as long as nothing is written to what it made. */
function fits({ status, link }: IncomingLink, made: Made): boolean {
  const answered = String(made.response?.status);
  if (status !== answered && status !== `${answered[0]}XX` && status !== "default") return false;
  if (link.given.size === 0) return true;
  const body = bodyJson(made.request.body);
  return [...link.given].every(
    ([pointer, wanted]) => JSON.stringify(valueAt(body, pointer)) === JSON.stringify(wanted),
  );
}

function bindAll(link: IncomingLink, made: Made): LinkValues {
  const values = new Map<string, Binding>();
  for (const [name, expression] of link.path) {
    const value = plain(evaluate(expression, made));
    if (value === undefined || value === "") return undefined;
    values.set(name, binding(value, made, text(expression)));
  }
  return values;
}

/** A value of the exchange under its name in the log. */
export function binding(value: Binding["value"], { name }: Made, expression: string): Binding {
  return { value, token: boundToken(name, expression), maker: name, expression };
}

type Asked = readonly (readonly [parameter: string, value: Json | undefined])[];

/** What the source's parameters are for the present request. */
export function parametersOf({ parameters }: Source, present: Expressed): Asked {
  return Object.entries(parameters).map(([name, expression]) => [name, evaluate(expression, present)]);
}

/** Whether the exchange was asked for with these. */
export function agrees(asked: Asked, made: Made): boolean {
  return asked.every(([parameter, value]) => pathValue(parameter, made) === value);
}

/** What can be unique, in one place of a body. */
export function isPlain(value: Json | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** As it would stand in a path. */
function text(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What can stand in a path or a text. */
export function plain(value: Json | undefined): string | number | boolean | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
