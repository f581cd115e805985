import type * as fc from "fast-check";
import type { Json } from "../../model/json.ts";
import type { Pointer, Schema, SchemaAt } from "../../model/model.ts";
import { expander } from "./canonical/expand.ts";
import { atomOf, goalOf } from "./canonical/goal.ts";
import type { Goal } from "./canonical/goal.ts";
import { holding } from "./canonical/holding.ts";
import type { SourceHook } from "./draw/core.ts";
import { engine } from "./draw/engine.ts";
import type { Engine } from "./draw/engine.ts";
import { leaf, TreeArbitrary } from "./draw/tree.ts";
import type { Tree } from "./draw/tree.ts";
import { edgesOf } from "./edges.ts";
import type { Edge } from "./edges.ts";
import { negations } from "./negate/index.ts";
import type { Negation } from "./negate/negation.ts";
import { validator } from "./validate/index.ts";
import type { Failure, Validator, View } from "./validate/index.ts";

export type { Failure, View } from "./validate/index.ts";
export type { SourceHook } from "./draw/core.ts";
export type { Edge } from "./edges.ts";
export type { Negation } from "./negate/negation.ts";

/** One engine for one document: everything that is learnt of a schema is kept by its pointer. */
export interface SchemaEngine {
  /** Every way in which the value is outside the schema; none: it is inside. */
  readonly validate: (at: SchemaAt, value: Json, options?: ValidateOptions) => readonly Failure[];
  /** An arbitrary of values inside the schema. */
  readonly sample: (at: SchemaAt, options?: SampleOptions) => Sampled;
  /** The simplest value inside; undefined where there is none. */
  readonly simplest: (at: SchemaAt, options?: SampleOptions) => Json | undefined;
  /** The ways to be outside. */
  readonly negate: (at: SchemaAt, options?: SampleOptions) => readonly Negation[];
  /** The simplest value with one place moved to its edge, for every edge. */
  readonly edges: (at: SchemaAt, options?: SampleOptions) => readonly Edge[];
  /** The schema that a `$ref` names. */
  readonly resolve: (ref: Pointer) => Schema | undefined;
  /** What was met that the engine does not support or that cannot be. */
  readonly notes: () => readonly Note[];
}

export interface ViewOptions {
  /** `readOnly` members are not drawn in a request, `writeOnly` ones not in a response, nor are they required there. */
  readonly view?: View;
}

export interface ValidateOptions extends ViewOptions {
  /** Whether `format` asserts; by default it only annotates. */
  readonly formats?: boolean;
}

export interface SampleOptions extends ViewOptions {
  readonly source?: SourceHook;
  /** About how many values one sample holds at most, parts counted; 60 if not given. */
  readonly size?: number;
}

export type Sampled =
  | { readonly outcome: "sampled"; readonly arbitrary: fc.Arbitrary<Json> }
  | { readonly outcome: "unsatisfiable"; readonly pointer: Pointer };

export interface Note {
  /** `unsupported`: the document says something that is not understood; `impossible`: a keyword cannot be broken alone. */
  readonly kind: "unsupported" | "impossible";
  readonly pointer: Pointer;
  readonly keyword: string;
  readonly message: string;
}

const SIZE = 60;

/** `resolve` gives the schema that an absolute `$ref` names, as `Model.resolve` does. */
export function schemaEngine(resolveDocument: (ref: Pointer) => Schema | undefined): SchemaEngine {
  const learnt = new Map<Pointer, Schema>();
  const resolve = (ref: Pointer): Schema | undefined => learnt.get(ref) ?? resolveDocument(ref);
  const noted = new Map<string, Note>();
  const noting =
    (kind: Note["kind"]) =>
    (pointer: Pointer, keyword: string, message: string): void =>
      void noted.set(`${pointer} ${keyword} ${message}`, { kind, pointer, keyword, message });
  const note = noting("unsupported");
  const [plain, asserting] = [new Map<string, Validator>(), new Map<string, Validator>()];
  const validatorFor = (view: View | undefined, formats: boolean): Validator =>
    kept(formats ? asserting : plain, String(view), () => validator({ view, formats, resolve, note }));
  const engines = new Map<string, Engine>();
  const plainEngine = (view: View | undefined): Engine =>
    kept(engines, String(view), () => {
      const holds = holding(validatorFor(view, false));
      const learn = (pointer: Pointer, schema: Schema): void => void learnt.set(pointer, schema);
      return engine({
        expand: expander({ view, resolve, learn, holds, note }),
        resolve,
        holds: (goal, value, spared) => goal.atoms.every((atom) => holds(atom, value, spared)),
      });
    });
  const sourcing = new WeakMap<SourceHook, Map<string, Engine>>();
  const engineFor = ({ view, source }: SampleOptions): Engine => {
    const plain = plainEngine(view);
    if (source === undefined) return plain;
    const known = sourcing.get(source) ?? new Map<string, Engine>();
    sourcing.set(source, known);
    return kept(known, String(view), () => plain.sourcing(source));
  };
  return {
    validate: (at, value, { view, formats = false } = {}) => validatorFor(view, formats).failures(at, value),
    sample: (at, options = {}) => sampled(at, engineFor(options), options.size ?? SIZE),
    simplest: (at, options = {}) => {
      const [core, goal] = [engineFor(options), rootOf(at)];
      return core.several(goal, 1).length === 0 ? undefined : core.simplest(goal);
    },
    negate: (at, options = {}) => {
      const failures = (value: Json): readonly Failure[] => validatorFor(options.view, false).failures(at, value);
      return negations(rootOf(at), {
        core: engineFor(options),
        resolve,
        failures,
        view: options.view,
        note: noting("impossible"),
        size: options.size ?? SIZE,
      });
    },
    edges: (at, options = {}) => edgesOf(rootOf(at), engineFor(options), resolve),
    resolve,
    notes: () => [...noted.values()],
  };
}

/** Drawn values are built to be inside; the validator looks at each all the same. */
const ATTEMPTS = 5;

function sampled(at: SchemaAt, core: Engine, size: number): Sampled {
  const goal = rootOf(at);
  const [simplest] = core.several(goal, 1);
  if (simplest === undefined) return { outcome: "unsatisfiable", pointer: at.pointer };
  const draw = (random: fc.Random, bias: number | undefined): Tree => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const tree = core.draw(goal, { random, bias, fuel: size });
      if (core.holds(goal, tree.value)) return tree;
    }
    return leaf(core.simplest(goal));
  };
  return { outcome: "sampled", arbitrary: new TreeArbitrary(draw) };
}

function rootOf(at: SchemaAt): Goal {
  return goalOf([atomOf(at.schema, at.pointer)]);
}

function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
