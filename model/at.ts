import { isJsonObject, type Json } from "./json.ts";
import type { Pointer } from "./model.ts";
import { below } from "./pointer.ts";

/** A value and the place it stands at. */
export interface At<Value extends Json = Json> {
  readonly value: Value;
  readonly pointer: Pointer;
}

/** The member of that name, if the value is an object that has it itself: `constructor` and `__proto__` are names like others. */
export function member(at: At, name: string): At | undefined {
  const value = ownMember(at.value, name);
  return value === undefined ? undefined : { value, pointer: below(at.pointer, name) };
}

export function ownMember(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** All members in the document's order. */
export function members(at: At): readonly (readonly [name: string, at: At])[] {
  if (!isJsonObject(at.value)) return [];
  return Object.entries(at.value).map(([name, value]) => [name, { value, pointer: below(at.pointer, name) }]);
}

/** All items of an array. */
export function items(at: At): readonly At[] {
  if (!Array.isArray(at.value)) return [];
  const values: readonly Json[] = at.value;
  return values.map((value, index) => ({ value, pointer: below(at.pointer, index) }));
}

/** The value that the tokens lead to. */
export function descend(value: Json, tokens: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const token of tokens) {
    current = Array.isArray(current) ? arrayItem(current, token) : ownMember(current, token);
    if (current === undefined) return undefined;
  }
  return current;
}

function arrayItem(values: readonly Json[], token: string): Json | undefined {
  return /^(?:0|[1-9]\d*)$/.test(token) ? values[Number(token)] : undefined;
}
