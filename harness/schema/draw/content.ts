import { stringifyJson } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { goalOf } from "../canonical/goal.ts";
import type { Atom, Goal } from "../canonical/goal.ts";
import type { StringShape } from "../canonical/shape.ts";
import type { Core, Drawing } from "./core.ts";
import { fits } from "./string.ts";
import { sift } from "./tree.ts";
import type { Tree } from "./tree.ts";

/** So many values a JSON text in a string holds at most. */
const SIZE = 12;

const goals = new WeakMap<Atom, Goal>();

function goalFor(content: Atom): Goal {
  const goal = goals.get(content) ?? goalOf([content]);
  goals.set(content, goal);
  return goal;
}

/** The simplest JSON texts that the string may hold; none where lengths or patterns leave no room for one. */
export function contentTexts(shape: StringShape, core: Core): readonly Json[] {
  if (shape.content === undefined) return [];
  const goal = goalFor(shape.content);
  const texts = core.least(goal) < Infinity ? core.several(goal, 8).map(stringifyJson) : [];
  return texts.map((text) => text.padEnd(shape.minLength)).filter((text) => fits(shape, text));
}

/** A string that is the text of a drawn value. */
export function drawContent(shape: StringShape, core: Core, drawing: Drawing): Tree | undefined {
  if (shape.content === undefined) return undefined;
  const goal = goalFor(shape.content);
  if (core.least(goal) === Infinity) return undefined;
  const text = textOf(core.draw(goal, { ...drawing, fuel: SIZE }), shape);
  const holds = (value: Json): boolean => typeof value === "string" && fits(shape, value);
  return holds(text.value) ? sift(text, holds) : undefined;
}

function textOf(tree: Tree, shape: StringShape): Tree {
  return {
    value: stringifyJson(tree.value).padEnd(shape.minLength),
    simpler: function* () {
      for (const simpler of tree.simpler()) yield textOf(simpler, shape);
    },
  };
}
