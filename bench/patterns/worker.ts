/** Draws texts for one pattern after another, as it is told them. */
import { parentPort } from "node:worker_threads";
import type * as fc from "fast-check";
import { randomFor } from "../../harness/random.ts";
import { schemaEngine } from "../../harness/schema/index.ts";
import { languageOf } from "../../harness/schema/pattern/language.ts";
import { regularExpression } from "../../harness/schema/values.ts";
import type { Json } from "../../model/json.ts";
import type { Outcome, Tried } from "./outcome.ts";

const TEXTS = 20;

function outcomeOf(pattern: string): Outcome {
  const expression = regularExpression(pattern);
  if (expression === undefined) return { outcome: "uncompiled" };
  const at = { schema: { type: "string", pattern }, pointer: "#" };
  const engine = schemaEngine(() => undefined);
  const sampled = engine.sample(at);
  if (sampled.outcome === "unsatisfiable") {
    const { automaton } = languageOf([{ source: pattern, negated: false }], 0, Infinity);
    return { outcome: "none", proven: automaton.complete };
  }
  const matching = texts(sampled.arbitrary, pattern);
  const negation = engine.negate(at).find(({ keyword }) => keyword === "pattern");
  const others = negation === undefined ? [] : texts(negation.arbitrary, pattern);
  const isMatch = (value: Json): boolean => typeof value === "string" && expression.test(value);
  const wrong = [...matching.filter((each) => !isMatch(each)), ...others.filter((each) => isMatch(each))];
  return { outcome: "drawn", matching: matching.length, others: others.length, wrong: wrong.map(String) };
}

function texts(arbitrary: fc.Arbitrary<Json>, pattern: string): readonly Json[] {
  const random = randomFor("patterns", pattern);
  return Array.from({ length: TEXTS }, () => arbitrary.generate(random, undefined).value_);
}

parentPort?.on("message", (pattern: string) => {
  const before = process.threadCpuUsage();
  const outcome = outcomeOf(pattern);
  const { user, system } = process.threadCpuUsage(before);
  const tried: Tried = { pattern, outcome, milliseconds: (user + system) / 1000 };
  parentPort?.postMessage(tried, []);
});
