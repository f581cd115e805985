import type { Model } from "../../../model/model.ts";
import { FEATURES, featureModel } from "../reference/documents.ts";
import { answerMutants } from "./answers.ts";
import { lenientMutants } from "./lenient.ts";
import type { Mutant } from "./mutant.ts";
import { protocolMutants } from "./protocol.ts";
import { statefulMutants } from "./stateful.ts";
import { strictMutants } from "./strict.ts";

/** Families of mutants, each of one kind of fault: one for each keyword or rule at each kind of place. */
export async function families(): Promise<Readonly<Record<string, readonly Mutant[]>>> {
  const models = await Promise.all(FEATURES.map(async (name) => [name, await featureModel(name)] as const));
  /** What one document has shown need not be shown by the next. */
  const each = (make: (feature: string, model: Model, told: Set<string>) => readonly Mutant[]): readonly Mutant[] => {
    const told = new Set<string>();
    return models.flatMap(([name, model]) => make(name, model, told));
  };
  return {
    "What is invalid is accepted": each(lenientMutants),
    "What is valid is refused": each(strictMutants),
    "The answer is wrong": each(answerMutants),
    "The protocol is not kept; rare values break the server": protocolMutants,
    "What is kept is wrong": statefulMutants,
  };
}
