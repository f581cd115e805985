import type { Json, JsonObject } from "../../../model/json.ts";
import type { Pointer, Schema } from "../../../model/model.ts";
import { isJsonObject } from "../../../model/json.ts";

/**
 * A schema that has to hold, or not to hold. `only` and `omit` narrow it to one keyword or to all but one (through `$ref` and `allOf` too):
 * that is how a negation breaks one keyword and leaves the rest.
 */
export interface Atom {
  readonly schema: Schema;
  readonly pointer: Pointer;
  readonly negated: boolean;
  readonly only?: string;
  readonly omit?: string;
  /** Reached through `anyOf`, `oneOf`, `not`, `if` or a dependency: breaking it breaks that keyword, not this schema. */
  readonly branch: boolean;
}

/** A conjunction of atoms; equal conjunctions have equal keys, and a document has finitely many. */
export interface Goal {
  readonly key: string;
  readonly atoms: readonly Atom[];
}

const keyOf = ({ negated, pointer, only = "", omit = "", branch }: Atom): string =>
  `${negated ? "!" : ""}${branch ? "?" : ""}${pointer}${only && ` =${only}`}${omit && ` -${omit}`}`;

/** The conjunction of these atoms. `true` adds nothing to it. */
export function goalOf(atoms: readonly Atom[]): Goal {
  const byKey = new Map<string, Atom>();
  for (const atom of atoms) if (atom.schema !== true || atom.negated) byKey.set(keyOf(atom), atom);
  const keys = [...byKey.keys()].sort();
  return { key: keys.join("\n"), atoms: keys.flatMap((key) => byKey.get(key) ?? []) };
}

export function atomOf(schema: Schema, pointer: Pointer): Atom {
  return { schema, pointer, negated: false, branch: false };
}

/** A subschema of the atom's schema: it takes over whether it stands in a branch. */
export function childOf(parent: Atom, schema: Schema, pointer: Pointer): Atom {
  return { schema, pointer, negated: false, branch: parent.branch };
}

export function branchOf(schema: Schema, pointer: Pointer, negated = false): Atom {
  return { schema, pointer, negated, branch: true };
}

export function negation(atom: Atom): Atom {
  return { ...atom, negated: !atom.negated, branch: true };
}

/** A schema of our own making, with its text for a pointer: equal ones are one. */
export function madeAtom(schema: JsonObject): Atom {
  return branchOf(schema, `~${JSON.stringify(schema)}`);
}

/** The value of the atom's keyword, unless it is narrowed away. */
export function keywordOf({ schema, only, omit }: Atom, keyword: string): Json | undefined {
  if (!isJsonObject(schema) || omit === keyword || (only !== undefined && only !== keyword)) return undefined;
  return Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
}
