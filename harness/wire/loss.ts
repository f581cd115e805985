import { isJsonObject, type Json } from "../../model/json.ts";
import type { Operation, Parameter } from "../../model/model.ts";
import type { Values } from "../case.ts";

/** A value that would not come back from the wire as it was. */
export interface Loss {
  readonly at: string;
  readonly reason: string;
}

/** A parameter's value with a null inside it, or with member names that its style cannot carry: it would reach the server as another value. */
export function lossIn(operation: Operation, values: Values): Loss | undefined {
  for (const parameter of operation.parameters) {
    const value = valueOf(parameter, values);
    const reason = value === undefined || parameter.mediaType !== undefined ? undefined : loss(parameter, value);
    if (reason !== undefined) return { at: `${parameter.in}.${parameter.name}`, reason };
  }
  return undefined;
}

/** An exploded object whose member has the name of another parameter: the pair would be read as that one. */
export function collision(operation: Operation, values: Values): Loss | undefined {
  for (const parameter of operation.parameters) {
    const value =
      parameter.in === "query" && parameter.style === "form" && parameter.explode
        ? valueOf(parameter, values)
        : undefined;
    const taken = isJsonObject(value) ? Object.keys(value).find((name) => isQueryName(operation, name)) : undefined;
    if (taken !== undefined)
      return { at: `query.${parameter.name}`, reason: `its member ${taken} has the name of another parameter` };
  }
  return undefined;
}

function isQueryName({ parameters }: Operation, name: string): boolean {
  return parameters.some((parameter) => parameter.in === "query" && parameter.name === name);
}

function loss({ style }: Parameter, value: Json): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const inner = Array.isArray(value) ? (value as readonly Json[]) : isJsonObject(value) ? Object.values(value) : [];
  if (inner.includes(null)) return "a null in an array or object has no text of its own";
  if (style !== "deepObject" || !isJsonObject(value)) return undefined;
  if (Object.keys(value).some((name) => /[[\]]/.test(name)))
    return "a bracket in a member's name would be read as syntax";
  return inner.some(isTraceless) ? "an empty array or object in a member leaves no trace" : undefined;
}

/** Whether nothing is written of it. */
function isTraceless(value: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).every(isTraceless);
  return value === null || (isJsonObject(value) && Object.values(value).every(isTraceless));
}

/** The value that a case gives a parameter; undefined where it is left out. */
export function valueOf(parameter: Parameter, values: Values): Json | undefined {
  const map = values[parameter.in === "querystring" ? "query" : parameter.in];
  return Object.hasOwn(map, parameter.name) ? map[parameter.name] : undefined;
}
