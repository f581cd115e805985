import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Change, diffModels, type Model } from "../model/index.ts";
import { generate } from "./generate.ts";
import type { GenerateOptions } from "./options.ts";
import { compareGenerated, type Comparison, isFresh } from "./output/compare.ts";
import { MANIFEST, readManifest } from "./output/manifest.ts";

/** Whether an output folder is what its document gives today, and if not, why; paths relative to it, sorted. */
export interface GeneratedCheck extends Comparison {
  readonly fresh: boolean;
  /** What changed in the contract since the output was generated. Empty where only prose changed, or where no earlier contract can be read. */
  readonly changes: readonly Change[];
  /** The version of Covenant that wrote the output; undefined where there is none that tells. */
  readonly generatedBy: string | undefined;
}

export async function checkGenerated(
  model: Model,
  out: string,
  options: GenerateOptions = {},
): Promise<GeneratedCheck> {
  const comparison = await compareGenerated(out, await generate(model, options));
  const manifest = readManifest(await textOf(join(out, MANIFEST)));
  return {
    ...comparison,
    fresh: isFresh(comparison),
    changes: manifest?.contract === undefined ? [] : diffModels(manifest.contract, model),
    generatedBy: manifest?.covenant,
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
}
