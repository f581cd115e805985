import * as fc from "fast-check";
import type { Json } from "../../../model/json.ts";

/** A drawn value and, when asked, the simpler ones to try in its place, simplest first; each of them is valid where the value is. */
export interface Tree<T extends Json = Json> {
  readonly value: T;
  readonly simpler: () => Iterable<Tree<T>>;
}

export function leaf<T extends Json>(value: T): Tree<T> {
  return { value, simpler: () => [] };
}

/** A fast-check arbitrary that draws trees. */
export class TreeArbitrary extends fc.Arbitrary<Json> {
  readonly #draw: (random: fc.Random, bias: number | undefined) => Tree;

  constructor(draw: (random: fc.Random, bias: number | undefined) => Tree) {
    super();
    this.#draw = draw;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Json> {
    return valueOf(this.#draw(random, bias));
  }

  override canShrinkWithoutContext(_value: unknown): _value is Json {
    return false;
  }

  override shrink(_value: Json, context: unknown): fc.Stream<fc.Value<Json>> {
    return isTree(context) ? fc.stream(simplerValues(context)) : fc.Stream.nil();
  }
}

function isTree(context: unknown): context is Tree {
  return typeof context === "object" && context !== null && "simpler" in context;
}

function valueOf(tree: Tree): fc.Value<Json> {
  return new fc.Value(tree.value, tree);
}

function* simplerValues(tree: Tree): Generator<fc.Value<Json>, void, unknown> {
  for (const each of tree.simpler()) yield valueOf(each);
}

/** A tree out of any arbitrary. */
export function drawn(arbitrary: fc.Arbitrary<Json>, random: fc.Random, bias: number | undefined): Tree {
  const tree = (value: fc.Value<Json>): Tree => ({
    value: value.value,
    simpler: function* () {
      for (const each of arbitrary.shrink(value.value_, value.context)) yield tree(each);
    },
  });
  return tree(arbitrary.generate(random, bias));
}

export function* sifted(trees: Iterable<Tree>, holds: (value: Json) => boolean): Generator<Tree> {
  for (const tree of trees) if (holds(tree.value)) yield sift(tree, holds);
}

/** The tree with only those simpler values that hold. */
export function sift(tree: Tree, holds: (value: Json) => boolean): Tree {
  return { value: tree.value, simpler: () => sifted(tree.simpler(), holds) };
}
