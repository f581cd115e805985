import { isBody, type Body, type Value } from "./storage.ts";

/**
 * What a PATCH leaves: what it does not name is kept, maps are merged key by key at every depth, `""` takes a string
 * away, everything else replaces. So `{}` clears nothing, and an entry that is itself an object cannot be taken away.
 */
export function merge(kept: Body, change: Body): Body {
  const merged: Record<string, Value> = { ...kept };
  for (const [name, value] of Object.entries(change)) {
    const before = Object.hasOwn(merged, name) ? merged[name] : undefined;
    if (value === "") delete merged[name];
    else put(merged, name, isBody(value) ? merge(isBody(before) ? before : {}, value) : value);
  }
  return merged;
}

/** A map's keys are data: assigned, `__proto__` would be no key. */
function put(body: Record<string, Value>, name: string, value: Value): void {
  if (name !== "__proto__") body[name] = value;
  else Object.defineProperty(body, name, { value, configurable: true, enumerable: true, writable: true });
}

/** A new resource's members: what `""` would clear in a PATCH is not there from the start. */
export function fresh(input: Body): Body {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ""));
}
