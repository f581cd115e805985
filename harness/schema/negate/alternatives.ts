import type { Json } from "../../../model/json.ts";
import { atomOf, goalOf, keywordOf } from "../canonical/goal.ts";
import type { Atom, Goal } from "../canonical/goal.ts";
import { instanceOf, placesIn, pointerOf } from "../places.ts";
import type { Place } from "../places.ts";
import { asSchema, below } from "../values.ts";
import { breachesAt, type Breach } from "./breach.ts";
import { conjunction } from "./conjunction.ts";
import type { NegateOptions, Negation } from "./negation.ts";
import { negationOf } from "./proof.ts";

/** Ways to break alternatives from within; more of them would drown the rest. */
const MOST = 100;

/** What is nearly one of the alternatives of an `anyOf` or `oneOf`: one keyword of one of them is broken, and no other alternative fits. */
export function alternativeNegations(root: Goal, options: NegateOptions): readonly Negation[] {
  const found: Negation[] = [];
  for (const place of placesIn(root, options.core)) {
    for (const around of alternativesAt(place.goal, options)) {
      if (found.length >= MOST) return found;
      found.push(...nearly(place, around, options));
    }
  }
  return found;
}

/** The keyword with its alternatives, and the goal in which one of them is kept. */
function alternativesAt(goal: Goal, { resolve }: NegateOptions): readonly Breach[] {
  return conjunction(goal, resolve).flatMap((atom) =>
    ["anyOf", "oneOf"].flatMap((keyword) => {
      const branches = keywordOf(atom, keyword);
      return (Array.isArray(branches) ? (branches as readonly Json[]) : []).map((branch, index): Breach => {
        const chosen = atomOf(asSchema(branch), below(atom.pointer, keyword, index));
        return { keyword, atom, goal: choosing(goal, atom, keyword, chosen, resolve) };
      });
    }),
  );
}

/** The goal with one alternative in the stead of all, references and `allOf` taken apart, so that another keyword can be left out of it. */
function choosing(goal: Goal, holder: Atom, keyword: string, chosen: Atom, resolve: NegateOptions["resolve"]): Goal {
  const others = goal.atoms.filter(({ branch, negated }) => branch || negated);
  const own = conjunction(goal, resolve).map((atom): Atom => {
    const left = new Set(["$ref", "allOf", ...(atom.pointer === holder.pointer ? [keyword] : [])]);
    if (typeof atom.schema === "boolean") return atom;
    const rest = Object.entries(atom.schema).filter(([name]) => !left.has(name));
    return { ...atom, schema: Object.fromEntries(rest), pointer: `${atom.pointer}~${keyword}` };
  });
  return goalOf([...others, ...own, chosen]);
}

/** Nearly all that can be found is found at the first drawing. */
const ATTEMPTS = 6;
/** After so many ways in a row that came to nothing, another alternative takes whatever is nearly this one. */
const MOST_IN_VAIN = 6;

/** Another type breaks the whole as well. The alternative is looked at one level deep. */
function nearly(place: Place, around: Breach, options: NegateOptions): readonly Negation[] {
  const found: Negation[] = [];
  const told = { keyword: around.keyword, instance: pointerOf(place), attempts: ATTEMPTS };
  let inVain = 0;
  for (const { inner, breach } of waysInto(around, options)) {
    if (inVain >= MOST_IN_VAIN) break;
    const whole = { goal: inner.goal, way: [...place.way, ...inner.way] };
    const negation = negationOf(whole, breach, options, told);
    inVain = negation === undefined ? inVain + 1 : 0;
    if (negation === undefined) continue;
    const detail = [breach.keyword, breach.detail, instanceOf(whole)].filter(
      (part) => part !== undefined && part !== "",
    );
    found.push({
      ...negation,
      keyword: around.keyword,
      detail: detail.join(" "),
      instance: instanceOf(place),
      schema: around.atom.pointer,
    });
  }
  return found;
}

function* waysInto(
  { goal }: Breach,
  options: NegateOptions,
): Iterable<{ readonly inner: Place; readonly breach: Breach }> {
  for (const inner of placesIn(goal, options.core).filter(({ way }) => way.length <= 2)) {
    for (const breach of breachesAt(inner.goal, options)) {
      const { keyword } = breach;
      const isOfWhole = keyword === "type" && inner.way.length === 0;
      if (keyword !== "anyOf" && keyword !== "oneOf" && !isOfWhole) yield { inner, breach };
    }
  }
}
