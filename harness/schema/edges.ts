import type { Json } from "../../model/json.ts";
import type { Pointer, Schema } from "../../model/model.ts";
import { identity } from "./values.ts";
import { keywordOf } from "./canonical/goal.ts";
import type { Goal } from "./canonical/goal.ts";
import type { ArrayShape, ObjectShape, Shape } from "./canonical/shape.ts";
import { arrayOf, fewestItems } from "./draw/array.ts";
import type { Engine } from "./draw/engine.ts";
import { numberEdges } from "./draw/number.ts";
import { objectPlan } from "./draw/object.ts";
import { stringEdges } from "./draw/string.ts";
import { conjunction } from "./negate/conjunction.ts";
import { instanceOf, placesIn, simplestAround } from "./places.ts";
import { objectOf } from "./values.ts";

export interface Edge {
  /** `maxLength`, `enum 2`, `present`, ... */
  readonly label: string;
  /** The place that is moved, `*` for any name or index. */
  readonly instance: string;
  /** The schema that makes it an edge. */
  readonly schema: Pointer;
  readonly value: Json;
}

type Resolve = (ref: Pointer) => Schema | undefined;
type Labelled = readonly [label: string, value: Json | undefined];

const MOST_ITEMS = 1000;

/** The simplest value with one place moved to its edge, for every edge of every place; equal values are given once. */
export function edgesOf(root: Goal, core: Engine, resolve: Resolve): readonly Edge[] {
  if (core.least(root) === Infinity) return [];
  const seen = new Set<string>();
  return placesIn(root, core).flatMap((place) => {
    const labelled = core.shapes(place.goal).flatMap((shape) => shapeEdges(place.goal, shape, core));
    const present: Labelled[] =
      place.way.length === 0 ? [["simplest", core.simplest(place.goal)]] : [["present", core.simplest(place.goal)]];
    return [...present, ...labelled].flatMap(([label, part]): readonly Edge[] => {
      const value = part === undefined ? undefined : simplestAround(place, part, core);
      if (value === undefined || seen.has(identity(value)) || !core.holds(root, value)) return [];
      seen.add(identity(value));
      return [{ label, instance: instanceOf(place), schema: schemaOf(place.goal, label, resolve), value }];
    });
  });
}

/** The schema with the keyword that a label names, else the first one of the place. */
function schemaOf(goal: Goal, label: string, resolve: Resolve): Pointer {
  const keyword = label.split(" ")[0] ?? "";
  const atoms = conjunction(goal, resolve);
  const holder = atoms.find((atom) => keywordOf(atom, keyword) !== undefined) ?? atoms[0];
  return holder?.pointer ?? goal.atoms[0]?.pointer ?? "#";
}

function shapeEdges(goal: Goal, shape: Shape, core: Engine): readonly Labelled[] {
  const simplest: Labelled = [`type ${shape.type}`, core.simplestWith(goal, shape)];
  switch (shape.type) {
    case "values":
      return shape.values.map((value, index) => [`enum ${index}`, value]);
    case "number":
      return [simplest, ...numberEdges(shape)];
    case "string":
      return [simplest, ...stringEdges(shape)];
    case "array":
      return [simplest, ...arrayEdges(shape, core)];
    case "object":
      return [simplest, ...objectEdges(shape, core)];
  }
}

function arrayEdges(shape: ArrayShape, core: Engine): readonly Labelled[] {
  const fewest = fewestItems(shape, core) ?? 0;
  const lengths: readonly (readonly [string, number])[] = [
    ["minItems", fewest],
    ["minItems + 1", fewest + 1],
    ["items 3", 3],
    ["maxItems - 1", shape.maxItems - 1],
    ["maxItems", shape.maxItems],
  ];
  return lengths
    .filter(([, length]) => length >= fewest && length <= Math.min(MOST_ITEMS, shape.maxItems))
    .map(([label, length]) => [label, arrayOf(shape, core, length)]);
}

/** All members that may be there, as many as may be there, and all but one in turn. */
function objectEdges(shape: ObjectShape, core: Engine): readonly Labelled[] {
  const { required, optional } = objectPlan(shape, core);
  const possible = optional.filter(({ goal }) => core.least(goal) < Infinity && !core.unsourced(goal));
  const having = (names: readonly { readonly name: string; readonly goal: Goal }[]): Json =>
    objectOf(names.map(({ name, goal }) => [name, core.simplest(goal)]));
  const all = [...required, ...possible].slice(0, shape.maxProperties);
  const without =
    possible.length > 1
      ? possible.map(({ name }): Labelled => [`absent ${name}`, having(all.filter((each) => each.name !== name))])
      : [];
  return [["properties all", having(all)], ...without];
}
