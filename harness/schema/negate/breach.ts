import { goalOf, keywordOf, madeAtom, negation } from "../canonical/goal.ts";
import type { Atom, Goal } from "../canonical/goal.ts";
import { isHidden, strings } from "../validate/objects.ts";
import { conjunction } from "./conjunction.ts";
import type { NegateOptions } from "./negation.ts";

/** One keyword of one atom of a goal, and the goal in which it is broken and the rest kept. */
export interface Breach {
  readonly keyword: string;
  readonly detail?: string;
  readonly atom: Atom;
  readonly goal: Goal;
}

/** Keywords that can be broken at their own place; those that only hand on to parts are broken in the parts. */
const BREAKABLE: readonly string[] = [
  "type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf",
  "minLength maxLength pattern minItems maxItems uniqueItems contains minContains maxContains",
  "required minProperties maxProperties propertyNames dependentRequired dependentSchemas anyOf oneOf not then else",
].flatMap((line) => line.split(" "));
/** These are broken at their own place where they admit nothing. */
const CLOSING: readonly string[] = ["additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems"];

/** The keywords that can be broken at the goal's own place. */
export function breachesAt(goal: Goal, { core, resolve, view, note }: NegateOptions): readonly Breach[] {
  return conjunction(goal, resolve).flatMap((atom) =>
    [
      ...BREAKABLE.filter((keyword) => keywordOf(atom, keyword) !== undefined),
      ...CLOSING.filter((keyword) => keywordOf(atom, keyword) === false),
    ].flatMap((keyword): readonly Breach[] => {
      if (keyword === "required") return missing(goal, atom, { resolve, view });
      const outside = negation({ ...atom, only: keyword });
      if (core.shapes(goalOf([outside])).length === 0) {
        if (core.expand(goalOf([outside])).length > 0)
          note(atom.pointer, keyword, "what breaks this is longer than is made, or nothing at all");
        return [];
      }
      return [{ keyword, atom, goal: breaking(goal, keyword, [outside]) }];
    }),
  );
}

/** The goal without the keyword, and what is to hold in its stead. */
function breaking(goal: Goal, keyword: string, instead: readonly Atom[]): Goal {
  const rest = goal.atoms.map((atom) =>
    atom.branch || atom.negated ? atom : { ...unformatted(atom, keyword), omit: keyword },
  );
  return goalOf([...rest, ...instead]);
}

/** A format of numbers is a bound of its own: what is beyond the maximum of an int64 may be no int64. */
function unformatted(atom: Atom, keyword: string): Atom {
  const { schema } = atom;
  if (!/minimum|maximum/i.test(keyword) || typeof schema === "boolean" || schema["format"] === undefined) return atom;
  const { format: _, ...rest } = schema;
  return { ...atom, schema: rest, pointer: `${atom.pointer}~unformatted` };
}

/** One breach for each name that the view does not hide. */
function missing(
  goal: Goal,
  atom: Atom,
  { resolve, view }: Pick<NegateOptions, "resolve" | "view">,
): readonly Breach[] {
  const { schema } = atom;
  const names = strings(keywordOf(atom, "required")).filter(
    (name) => typeof schema === "boolean" || !isHidden({ schema, view, resolve }, name),
  );
  return names.map((name) => {
    const others = names.filter((each) => each !== name);
    const instead = [madeAtom({ type: "object", required: others }), negation(madeAtom({ required: [name] }))];
    return { keyword: "required", detail: name, atom, goal: breaking(goal, "required", instead) };
  });
}
