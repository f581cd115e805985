import type { Change, Model, Place } from "../model/index.ts";
import { type Json, stringifyJson } from "../model/json.ts";

/** Longest value that is shown. */
const SHOWN = 120;

/** A change of a contract as people read it: what, where, before, after, whom it breaks. Where the old document is at hand, what was removed is located in it. */
export function changeText(change: Change, after: Model, before?: Model): string {
  const { what, pointer } = change;
  const breaks = breaksText(change);
  const named = operationsText(change);
  const place = placeOf(change, after, before);
  return [
    `  ${what}${named === "" ? "" : `  ${named}`}${breaks === "" ? "" : `  (breaks ${breaks})`}`,
    `    ${pointer}`,
    `    was ${shown(change.before)}, is ${shown(change.after)}${place === undefined ? "" : `  ${place.file}:${place.line}:${place.column}`}`,
  ].join("\n");
}

/** In the new document; in the old one what was removed. */
export function placeOf({ pointer, after: value }: Change, after: Model, before?: Model): Place | undefined {
  return (value === undefined ? before : after)?.locate(pointer);
}

/** `clients and servers`; nothing where nobody's work breaks. */
export function breaksText({ breaking }: Change): string {
  return [...(breaking.client ? ["clients"] : []), ...(breaking.server ? ["servers"] : [])].join(" and ");
}

/** Their ids, as far as there is room; "and 1 more" would be no shorter than its name. */
export function operationsText({ operations }: Change): string {
  return operations.length > 4
    ? `${operations.slice(0, 3).join(", ")} and ${operations.length - 3} more operations`
    : operations.join(", ");
}

/** What breaks clients, what breaks servers only, and the rest: a reviewer looks for the first. */
export function byGravity(changes: readonly Change[]) {
  const of = ({ breaking }: Change) => (breaking.client ? "clients" : breaking.server ? "servers" : "nobody");
  return (["clients", "servers", "nobody"] as const).map(
    (gravity) => [gravity, changes.filter((change) => of(change) === gravity)] as const,
  );
}

/** `3 changes, 1 breaks clients, 2 break servers`. */
export function sumsText(changes: readonly Change[]): string {
  if (changes.length === 0) return "the contract is the same";
  const sum = (whom: "client" | "server"): readonly string[] => {
    const count = changes.filter(({ breaking }) => breaking[whom]).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? "breaks" : "break"} ${whom}s`];
  };
  const parts = [...sum("client"), ...sum("server")];
  const number = `${changes.length} ${changes.length === 1 ? "change" : "changes"}`;
  return [number, ...(parts.length === 0 ? ["none breaks anyone"] : parts)].join(", ");
}

export function shown(value: Json | undefined): string {
  if (value === undefined) return "absent";
  const text = stringifyJson(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
