import { isJsonObject, type Json } from "../../model/json.ts";
import type { SchemaAt } from "../../model/model.ts";
import { valueAt } from "../state/expression.ts";
import { withGiven } from "../state/links.ts";
import type { Drawing } from "./positive.ts";

/** A text of any length has a form in every media type. */
const TEXT = "a";

/**
 * A value that breaks nothing but that an object is closed, with texts for the members that it does not know: null, lists and objects leave no trace in
 * most forms, and what leaves none breaks nothing.
 */
export function plainStrangers({ engine, options }: Drawing, at: SchemaAt, value: Json): Json {
  const [broken] = engine.validate(at, value, options);
  const closed = broken && valueAt(value, broken.instance);
  if (!isJsonObject(closed)) return value;
  const isBroken = (other: Json): boolean => {
    const failures = engine.validate(at, other, options);
    return failures.length > 0 && failures.every(({ keyword }) => keyword === broken?.keyword);
  };
  return Object.entries(closed).reduce((whole, [name, member]) => {
    if (typeof member !== "object") return whole;
    const pointer = `${broken?.instance}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const other = withGiven(whole, new Map([[pointer, TEXT]])) ?? whole;
    return isBroken(other) ? other : whole;
  }, value);
}
