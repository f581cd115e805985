import { FEATURES, featureModel } from "../reference/documents.ts";
import { answerMutants } from "./answers.ts";
import { lenientMutants } from "./lenient.ts";
import type { Mutant } from "./mutant.ts";
import { protocolMutants } from "./protocol.ts";
import { statefulMutants } from "./stateful.ts";
import { strictMutants } from "./strict.ts";

/** Families of mutants, each of one kind of fault. */
export async function families(): Promise<Readonly<Record<string, readonly Mutant[]>>> {
  const models = await Promise.all(FEATURES.map(async (name) => [name, await featureModel(name)] as const));
  return {
    "What is invalid is accepted": models.flatMap(([name, model]) => lenientMutants(name, model)),
    "What is valid is refused": models.flatMap(([name, model]) => strictMutants(name, model)),
    "The answer is wrong": models.flatMap(([name, model]) => answerMutants(name, model)),
    "The protocol is not kept; rare values break the server": protocolMutants,
    "What is kept is wrong": statefulMutants,
  };
}
