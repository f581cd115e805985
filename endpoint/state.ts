import { isBody, isKind, type SavedResource } from "./storage.ts";

/** What `--export` prints. */
export const writeState = (resources: readonly SavedResource[]): string => JSON.stringify({ resources }, undefined, 2);

/** Reads what `writeState` has written. Throws an Error that says what is wrong. */
export function readState(text: string): readonly SavedResource[] {
  const state: unknown = JSON.parse(text);
  if (!isBody(state) || !Array.isArray(state["resources"])) throw new Error('expected {"resources":[…]}');
  return state["resources"].map((resource: unknown, index) => {
    if (isSaved(resource)) return resource;
    throw new Error(`resource ${index}: expected kind, parent, id and body`);
  });
}

function isSaved(value: unknown): value is SavedResource {
  if (!isBody(value)) return false;
  const { kind, parent, id, body } = value;
  return isKind(kind) && (parent === null || typeof parent === "string") && typeof id === "string" && isBody(body);
}
