import type { SchemaAt } from "../../model/model.ts";
import type { Edge } from "../schema/index.ts";
import { canNeedSource, sourced } from "../state/sources.ts";
import type { Drawing } from "./positive.ts";

export interface Boundaries {
  readonly edges: readonly Edge[];
  /** Edges with a value of our own where only a state can give the right one. All of a place are refused for the same reason: one of each is here, the others are left out. */
  readonly strange: readonly Edge[];
}

/** The edges of a schema of a request. */
export function boundaries({ engine, options, slots }: Drawing, at: SchemaAt): Boundaries {
  const all = engine.edges(at, options);
  if (!canNeedSource(at.schema, engine.resolve)) return { edges: all, strange: [] };
  const reading = {
    resolve: engine.resolve,
    validate: (part: SchemaAt, value: Edge["value"]) => engine.validate(part, value, options),
  };
  const edges: Edge[] = [];
  const strange = new Map<string, Edge>();
  for (const edge of all) {
    const made = sourced(at, edge.value, reading).find(({ value }) => typeof value !== "string" || !slots.has(value));
    if (made === undefined) edges.push(edge);
    else strange.set(edge.instance, strange.get(edge.instance) ?? edge);
  }
  return { edges, strange: [...strange.values()] };
}
