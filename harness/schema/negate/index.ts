import type { Goal } from "../canonical/goal.ts";
import { instanceOf, placesIn } from "../places.ts";
import { alternativeNegations } from "./alternatives.ts";
import { breachesAt } from "./breach.ts";
import type { NegateOptions, Negation } from "./negation.ts";
import { negationOf } from "./proof.ts";

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
  return [...found.values(), ...alternativeNegations(root, options)];
}
