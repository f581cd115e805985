import type * as fc from "fast-check";
import type { Json } from "../../model/json.ts";
import type { Pointer, Schema } from "../../model/model.ts";
import { atomOf, goalOf, keywordOf, madeAtom, negation } from "./canonical/goal.ts";
import type { Atom, Goal } from "./canonical/goal.ts";
import { unspared } from "./canonical/holding.ts";
import type { Drawing } from "./draw/core.ts";
import type { Engine } from "./draw/engine.ts";
import { pick } from "./draw/core.ts";
import { randomFor } from "../random.ts";
import { leaf, sift, TreeArbitrary } from "./draw/tree.ts";
import type { Tree } from "./draw/tree.ts";
import { drawAround, instanceOf, placesIn, pointerOf } from "./places.ts";
import type { Place } from "./places.ts";
import { isHidden, strings } from "./validate/objects.ts";
import type { Failure, View } from "./validate/index.ts";
import { asSchema, below } from "./values.ts";

/** One way to be outside a schema. */
export interface Negation {
  /** The keyword that every drawn value breaks, and no other. */
  readonly keyword: string;
  /** For `required`: the name that is missing. */
  readonly detail?: string;
  /** Where in the value, `*` for any name or index: `/responseModels/*`. */
  readonly instance: string;
  /** The schema that holds the keyword. */
  readonly schema: Pointer;
  readonly arbitrary: fc.Arbitrary<Json>;
}

interface NegateOptions {
  readonly core: Engine;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  readonly failures: (value: Json) => readonly Failure[];
  readonly view: View | undefined;
  readonly note: (pointer: Pointer, keyword: string, message: string) => void;
  readonly size: number;
}

/** Keywords that can be broken at their own place; those that only hand on to parts are broken in the parts. */
const BREAKABLE: readonly string[] = [
  "type enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf",
  "minLength maxLength pattern minItems maxItems uniqueItems contains minContains maxContains",
  "required minProperties maxProperties propertyNames dependentRequired dependentSchemas anyOf oneOf not then else",
].flatMap((line) => line.split(" "));
/** These are broken at their own place where they admit nothing. */
const CLOSING: readonly string[] = ["additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems"];

/** Every way to be outside that breaks one keyword at one place and nothing else. */
export function negations(root: Goal, options: NegateOptions): readonly Negation[] {
  const { core, note } = options;
  const found = new Map<string, Negation>();
  const missed = new Map<string, () => void>();
  for (const place of placesIn(root, core)) {
    const instance = instanceOf(place);
    for (const breach of breachesAt(place.goal, options)) {
      const key = [breach.keyword, breach.detail, instance, breach.atom.pointer].join(" ");
      if (found.has(key)) continue;
      const negation = negationOf(place, breach, options);
      if (negation !== undefined) found.set(key, negation);
      else
        missed.set(key, () =>
          note(
            breach.atom.pointer,
            breach.keyword,
            `no value breaks this and nothing else at ${instance || "the top"}`,
          ),
        );
    }
  }
  for (const [key, tell] of missed) if (!found.has(key)) tell();
  return [...found.values(), ...branchNegations(root, options)];
}

/** Ways to break alternatives from within; more of them would drown the rest. */
const MOST_IN_BRANCHES = 100;

/** What is nearly one of the alternatives of an `anyOf` or `oneOf`: one keyword of one of them is broken, and no other alternative fits. */
function branchNegations(root: Goal, options: NegateOptions): readonly Negation[] {
  const { core, resolve } = options;
  const found: Negation[] = [];
  for (const place of placesIn(root, core)) {
    for (const atom of conjunction(place.goal, resolve)) {
      for (const keyword of ["anyOf", "oneOf"]) {
        const branches = keywordOf(atom, keyword);
        for (const [index, branch] of (Array.isArray(branches) ? (branches as readonly Json[]) : []).entries()) {
          if (found.length >= MOST_IN_BRANCHES) return found;
          const chosen = atomOf(asSchema(branch), below(atom.pointer, keyword, index));
          found.push(
            ...nearly(place, { keyword, atom, goal: choosing(place.goal, atom, keyword, chosen, resolve) }, options),
          );
        }
      }
    }
  }
  return found;
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

/** Another type breaks the whole as well. `around` is the keyword with its alternatives, its goal the alternative that is nearly kept; it is looked at one level deep. */
function nearly(place: Place, around: Breach, options: NegateOptions): readonly Negation[] {
  return placesIn(around.goal, options.core)
    .filter(({ way }) => way.length <= 2)
    .flatMap((inner) =>
      breachesAt(inner.goal, options).flatMap((breach) => {
        const { keyword } = breach;
        if (keyword === "anyOf" || keyword === "oneOf" || (keyword === "type" && inner.way.length === 0)) return [];
        const whole = { goal: inner.goal, way: [...place.way, ...inner.way] };
        const negation = negationOf(whole, breach, options, { keyword: around.keyword, instance: pointerOf(place) });
        if (negation === undefined) return [];
        const detail = [keyword, breach.detail, instanceOf(whole)]
          .filter((part) => part !== undefined && part !== "")
          .join(" ");
        return [
          { ...negation, keyword: around.keyword, detail, instance: instanceOf(place), schema: around.atom.pointer },
        ];
      }),
    );
}

interface Breach {
  readonly keyword: string;
  readonly detail?: string;
  readonly atom: Atom;
  readonly goal: Goal;
}

/** The atoms of a goal that have to hold on their own, references and `allOf` followed. */
export function conjunction(
  goal: Goal,
  resolve: (ref: Pointer) => Schema | undefined = () => undefined,
): readonly Atom[] {
  const found = new Map<string, Atom>();
  const waiting = goal.atoms.filter(({ branch, negated }) => !branch && !negated);
  for (let atom = waiting.pop(); atom !== undefined; atom = waiting.pop()) {
    if (found.has(atom.pointer)) continue;
    found.set(atom.pointer, atom);
    const ref = keywordOf(atom, "$ref");
    const target = typeof ref === "string" ? resolve(ref) : undefined;
    if (target !== undefined && typeof ref === "string") waiting.push(atomOf(target, ref));
    const all = keywordOf(atom, "allOf");
    for (const [index, each] of (Array.isArray(all) ? (all as readonly Json[]) : []).entries())
      waiting.push(atomOf(asSchema(each), below(atom.pointer, "allOf", index)));
  }
  return [...found.values()];
}

function breachesAt(goal: Goal, { core, resolve, view, note }: NegateOptions): readonly Breach[] {
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

const ATTEMPTS = 20;

function negationOf(
  place: Place,
  { keyword, detail, atom, goal }: Breach,
  options: NegateOptions,
  told: { readonly keyword: string; readonly instance: string } = { keyword, instance: pointerOf(place) },
): Negation | undefined {
  const { core, failures, size } = options;
  if (core.least(goal) === Infinity) return undefined;
  const exact = (value: Json): boolean => {
    const found = unspared(failures(value), value, core.spared);
    return (
      found.length > 0 &&
      found.every((failure) => failure.keyword === told.keyword && failure.instance === told.instance)
    );
  };
  const attempt = (drawing: Drawing): Tree | undefined => {
    const part = pick(
      drawing,
      core.shapes(goal).map((shape) => core.drawWith(goal, shape, drawing)),
    );
    const whole = part && drawAround(place, part, core, drawing);
    return whole !== undefined && exact(whole.value) ? sift(whole, exact) : undefined;
  };
  const tried = (random: fc.Random, bias: number | undefined, attempts: number): Tree | undefined => {
    for (let count = 0; count < attempts; count++) {
      const tree = attempt({ random, bias, fuel: size });
      if (tree !== undefined) return tree;
    }
    return undefined;
  };
  const proof = tried(randomFor(goal.key), undefined, ATTEMPTS);
  if (proof === undefined) return undefined;
  const arbitrary = new TreeArbitrary((random, bias) => tried(random, bias, ATTEMPTS) ?? leaf(proof.value));
  return {
    keyword,
    ...(detail !== undefined && { detail }),
    instance: instanceOf(place),
    schema: atom.pointer,
    arbitrary,
  };
}
