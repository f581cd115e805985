import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readDocument } from "../../../model/index.ts";
import type { Model } from "../../../model/model.ts";

const FOLDER = join(import.meta.dirname, "documents");

/** The names of the feature documents: `pathStyles`, ... */
export const FEATURES: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length))
  .toSorted();

export async function featureModel(name: string): Promise<Model> {
  const outcome = await readDocument(join(FOLDER, `${name}.yaml`));
  if (outcome.outcome === "read") return outcome.model;
  throw new Error(`${name}: ${outcome.diagnostics.map(({ message, pointer }) => `${pointer} ${message}`).join("\n")}`);
}
