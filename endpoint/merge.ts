import { isBody, type Body } from "./storage.ts";

/**
 * What a PATCH leaves: what it does not name is kept, maps are merged key by key at every depth, `""` takes a string
 * away, everything else replaces. So `{}` clears nothing, and an entry that is itself an object cannot be taken away.
 */
export function merge(kept: Body, change: Body): Body {
  const merged = new Map(Object.entries(kept));
  for (const [name, value] of Object.entries(change)) {
    const before = merged.get(name);
    if (value === "") merged.delete(name);
    else merged.set(name, isBody(value) ? merge(isBody(before) ? before : {}, value) : value);
  }
  return Object.fromEntries(merged);
}

/** A new resource's members: what `""` would clear in a PATCH is not there from the start. */
export function fresh(input: Body): Body {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== ""));
}
