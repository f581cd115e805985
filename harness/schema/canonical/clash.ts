import { isJsonObject } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { isArray } from "../validate/arrays.ts";
import { identity } from "../values.ts";
import type { Atom } from "./goal.ts";
import { meet } from "./meet.ts";
import type { ObjectShape, Shape } from "./shape.ts";

/** Whether two shapes plainly have nothing in common: by their bounds, or by a required member that can have only other values (a discriminator). */
export function clash(a: Shape, b: Shape, resolve: (ref: Pointer) => Schema | undefined): boolean {
  const met = meet(a, b);
  if (met === undefined) return true;
  return met.type === "object" && met.required.some((name) => valueless(met, name, resolve));
}

function valueless(shape: ObjectShape, name: string, resolve: (ref: Pointer) => Schema | undefined): boolean {
  let left: ReadonlySet<string> | undefined;
  for (const { covers, atom } of shape.rules) {
    if (covers.others || atom.negated || !covers.names.includes(name)) continue;
    if (atom.schema === false) return true;
    const values = valuesOf(atom, resolve);
    if (values !== undefined) left = left === undefined ? values : left.intersection(values);
  }
  return left?.size === 0;
}

/** The values that `const` or `enum` leaves, followed through references. */
function valuesOf({ schema }: Atom, resolve: (ref: Pointer) => Schema | undefined): ReadonlySet<string> | undefined {
  let at: Schema | undefined = schema;
  for (let hops = 0; hops < 8 && isJsonObject(at); hops++) {
    const constant = listOf(at["const"] === undefined ? at["enum"] : [at["const"]]);
    if (constant !== undefined) return new Set(constant.map((value) => identity(value)));
    const ref: Json | undefined = at["$ref"];
    at = typeof ref === "string" ? resolve(ref) : undefined;
  }
  return undefined;
}

function listOf(value: Json | undefined): readonly Json[] | undefined {
  return isArray(value) ? value : undefined;
}
