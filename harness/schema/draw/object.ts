import { put } from "../values.ts";
import type { Json } from "../../../model/json.ts";
import { isCovered } from "../canonical/cover.ts";
import { goalOf, madeAtom } from "../canonical/goal.ts";
import type { Goal } from "../canonical/goal.ts";
import type { ObjectShape } from "../canonical/shape.ts";
import { chance } from "./core.ts";
import type { Core, Drawing, Given } from "./core.ts";
import { leaf } from "./tree.ts";
import type { Tree } from "./tree.ts";

interface ObjectPlan {
  readonly required: readonly Named[];
  readonly optional: readonly Named[];
  /** Names that no property declares: what they have to be; one entry for each pattern, the last for any other. */
  readonly extra: readonly Goal[];
  /** Whether the document itself speaks of further members. */
  readonly open: boolean;
}

export interface Named {
  readonly name: string;
  readonly goal: Goal;
}

const plans = new WeakMap<ObjectShape, ObjectPlan>();

export function objectPlan(shape: ObjectShape, core: Pick<Core, "holds">): ObjectPlan {
  const known = plans.get(shape) ?? planned(shape, core);
  plans.set(shape, known);
  return known;
}

function planned(shape: ObjectShape, core: Pick<Core, "holds">): ObjectPlan {
  const names = goalOf(shape.names);
  const declared = [...new Set(shape.rules.flatMap(({ covers }) => (covers.others ? [] : covers.names)))];
  const named = (name: string): Named => ({
    name,
    goal: core.holds(names, name) ? memberGoal(shape, name) : goalOf([NEVER]),
  });
  const patterns = [...new Set(shape.rules.flatMap(({ covers }) => (covers.others ? [] : covers.patterns)))];
  const known = [...new Set([...declared, ...shape.required])];
  const fresh = known.length === 0 ? { type: "string" } : { type: "string", not: { enum: known } };
  return {
    required: shape.required.map(named),
    optional: declared.filter((name) => !shape.required.includes(name)).map(named),
    extra: [...patterns.map((pattern) => ({ ...fresh, pattern })), fresh].map((schema) =>
      goalOf([...shape.names, madeAtom(schema)]),
    ),
    open: patterns.length > 0 || declared.length === 0 || shape.rules.some(({ covers }) => covers.others),
  };
}

const NEVER = { schema: false, pointer: "~false", negated: false, branch: true } as const;

/** By shape, the goals of members by the rules that speak of their names: of these there are few, however many names. */
const memberGoals = new WeakMap<ObjectShape, Map<string, Goal>>();

/** What the value of a member has to be. */
export function memberGoal(shape: ObjectShape, name: string): Goal {
  const known = memberGoals.get(shape) ?? new Map<string, Goal>();
  memberGoals.set(shape, known);
  const speaking = shape.rules.filter(({ covers }) => isCovered(covers, name));
  const key = speaking.map((rule) => shape.rules.indexOf(rule)).join();
  const goal = known.get(key) ?? goalOf(speaking.map(({ atom }) => atom));
  known.set(key, goal);
  return goal;
}

interface Member {
  readonly name: string;
  readonly tree: Tree;
  readonly needed: boolean;
  /** Whether the member can have this name instead; no name but its own where it is not given. */
  readonly mayBe: ((name: string) => boolean) | undefined;
}

/** How the values of members come about: drawn, or each the simplest. */
interface Making {
  readonly value: (goal: Goal) => Tree;
  /** Names to try for a member of a name goal, in this order. */
  readonly names: (goal: Goal, count: number) => readonly Json[];
}

export function simplestObject(shape: ObjectShape, core: Core, given?: Given): Json | undefined {
  const making: Making = {
    value: (goal) => leaf(core.simplest(goal)),
    names: (goal, count) => core.several(goal, count),
  };
  const members = neededMembers(shape, core, making, given);
  return members && valueOf(members.values());
}

/** What has to be there: required members, those that a negation asks for, then as many as `minProperties` wants. */
function neededMembers(
  shape: ObjectShape,
  core: Core,
  making: Making,
  given: Given | undefined,
): Map<string, Member> | undefined {
  const plan = objectPlan(shape, core);
  const members = new Map<string, Member>();
  const add = (name: string, tree: Tree): void =>
    void members.set(name, { name, tree, needed: true, mayBe: undefined });
  for (const { name, goal } of plan.required) add(name, name === given?.at ? given.tree : making.value(goal));
  if (given !== undefined) add(String(given.at), given.tree);
  for (const some of shape.some) {
    const names = making.names(goalOf([...shape.names, ...some.names]), members.size + 8);
    const found = fresh(names, members, (name) => goalOf([...memberGoal(shape, name).atoms, ...some.value]), core);
    if (found === undefined) return undefined;
    add(found.name, making.value(found.goal));
  }
  if (members.size < shape.minProperties) {
    const byCost = [...plan.optional].sort((a, b) => core.least(a.goal) - core.least(b.goal));
    for (const { name, goal } of byCost) {
      if (members.size >= shape.minProperties) break;
      if (!members.has(name) && core.least(goal) < Infinity) add(name, making.value(goal));
    }
  }
  while (members.size < shape.minProperties) {
    const extra = extraMember(shape, plan.extra, core, making, members);
    if (extra === undefined) return undefined;
    add(extra.name, making.value(extra.goal));
  }
  return members.size > shape.maxProperties ? undefined : members;
}

/** A name that is not there yet and whose value can be. */
function fresh(
  names: readonly Json[],
  members: ReadonlyMap<string, unknown>,
  goal: (name: string) => Goal,
  core: Core,
): Named | undefined {
  for (const name of names) {
    if (typeof name === "string" && !members.has(name) && core.least(goal(name)) < Infinity)
      return { name, goal: goal(name) };
  }
  return undefined;
}

function extraMember(
  shape: ObjectShape,
  extra: readonly Goal[],
  core: Core,
  making: Making,
  members: ReadonlyMap<string, unknown>,
): Named | undefined {
  for (const names of extra) {
    if (core.least(names) === Infinity) continue;
    const found = fresh(making.names(names, members.size + 4), members, (name) => memberGoal(shape, name), core);
    if (found !== undefined) return found;
  }
  return undefined;
}

const growing = new WeakMap<ObjectShape, boolean>();

/** Whether a member that no property declares can be. */
function grows(shape: ObjectShape, plan: ObjectPlan, core: Core): boolean {
  const known = growing.get(shape);
  if (known !== undefined) return known;
  const making: Making = {
    value: (goal) => leaf(core.simplest(goal)),
    names: (goal, count) => core.several(goal, count),
  };
  const found = extraMember(shape, plan.extra, core, making, new Map()) !== undefined;
  growing.set(shape, found);
  return found;
}

export function drawObject(shape: ObjectShape, core: Core, drawing: Drawing, given?: Given): Tree | undefined {
  const making: Making = {
    value: (goal) => core.draw(goal, drawing),
    names: (goal, count) => {
      const some = core.least(goal) < Infinity ? [core.draw(goal, drawing).value, core.draw(goal, drawing).value] : [];
      return chance(drawing, 2) ? [...some, ...core.several(goal, count)] : [...core.several(goal, count), ...some];
    },
  };
  const members = neededMembers(shape, core, making, given);
  if (members === undefined) return undefined;
  const plan = objectPlan(shape, core);
  const shareOfOptional = drawing.random.nextInt(0, 4);
  for (const { name, goal } of plan.optional) {
    if (members.size >= shape.maxProperties) break;
    if (members.has(name) || drawing.fuel <= 0 || drawing.random.nextInt(1, 4) > shareOfOptional) continue;
    if (core.least(goal) === Infinity || core.unsourced(goal)) continue;
    members.set(name, { name, tree: core.draw(goal, drawing), needed: false, mayBe: undefined });
  }
  const extras = plan.open && drawing.fuel > 0 && grows(shape, plan, core) ? drawing.random.nextInt(0, 3) : 0;
  for (let count = 0; count < extras && members.size < shape.maxProperties; count++) {
    const extra = extraMember(shape, shuffled(plan.extra, drawing), core, making, members);
    if (extra === undefined) continue;
    const { name, goal } = extra;
    const mayBe = (other: string): boolean =>
      memberGoal(shape, other).key === goal.key && plan.extra.some((names) => core.holds(names, other));
    members.set(name, { name, tree: core.draw(goal, drawing), needed: false, mayBe });
  }
  return objectTree([...members.values()], shape.minProperties);
}

function shuffled<T>(from: readonly T[], drawing: Drawing): readonly T[] {
  if (from.length < 2) return from;
  const turn = drawing.random.nextInt(0, from.length - 1);
  return [...from.slice(turn), ...from.slice(0, turn)];
}

function objectTree(members: readonly Member[], least: number): Tree {
  return { value: valueOf(members), simpler: () => simplerObjects(members, least) };
}

function valueOf(members: Iterable<Member>): Json {
  const value: { [name: string]: Json } = {};
  for (const { name, tree } of members) put(value, name, tree.value);
  return value;
}

/** Code points that are left out one by one; longer names are halved first. */
const LONGEST_NAME = 40;

/** The name's halves, then the name without each of its characters. */
function shorter({ name, mayBe }: Member): readonly string[] {
  const points = Array.from(name);
  if (mayBe === undefined || points.length < 2) return [];
  const half = Math.floor(points.length / 2);
  const each = points.length > LONGEST_NAME ? [] : points.map((_, index) => points.toSpliced(index, 1));
  return [points.slice(0, half), points.slice(half), ...each].map((left) => left.join("")).filter(mayBe);
}

/** Without all, half, each one of the members that may be missing; then with simpler members. */
function* simplerObjects(members: readonly Member[], least: number): Generator<Tree> {
  const optional = members.filter(({ needed }) => !needed);
  for (let size = optional.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < optional.length; start += size) {
      const out = new Set(optional.slice(start, start + size));
      const left = members.filter((member) => !out.has(member));
      if (left.length >= least) yield objectTree(left, least);
    }
  }
  const names = new Set(members.map(({ name }) => name));
  for (const [index, member] of members.entries()) {
    for (const name of shorter(member))
      if (!names.has(name)) yield objectTree(members.with(index, { ...member, name }), least);
    for (const tree of member.tree.simpler()) yield objectTree(members.with(index, { ...member, tree }), least);
  }
}
