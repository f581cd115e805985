import { type Contract, contractLines, type Model, parseContract, toContract } from "../../model/index.ts";
import { type GenerateOptions, optionsText } from "../options.ts";
import { generatorDigest, generatorVersion } from "../version.ts";
import type { GeneratedFile } from "./header.ts";
import { outputDigest, stampLine } from "./stamp.ts";

/** The contract that an output was generated from, and the version of Covenant that did it. */
export const MANIFEST = "contract.json";

/** `others` are all other files of the output, which the stamp vouches for. */
export function manifestOf(model: Model, options: GenerateOptions, others: readonly GeneratedFile[]): GeneratedFile {
  const [first = "", ...more] = contractLines(toContract(model));
  const head = [first, `"covenant":${JSON.stringify(generatorVersion)},`];
  const texts = new Map<string, string | readonly string[]>(others.map(({ path, text }) => [path, text]));
  texts.set(MANIFEST, [...head, ...more]);
  const stamp = {
    generator: generatorDigest(),
    options: optionsText(options),
    document: model.document.digest,
    files: model.document.files,
    output: outputDigest(texts),
  };
  return { path: MANIFEST, text: [...head, stampLine(stamp), ...more].join("\n") };
}

export interface Manifest {
  readonly covenant: string;
  /** Undefined where another version wrote it in a form that this one does not read. */
  readonly contract: Contract | undefined;
}

/** Undefined where the text is no manifest of ours. */
export function readManifest(text: string): Manifest | undefined {
  const covenant = /^\{\s*"covenant":\s*"([^"\\]*)"/.exec(text)?.[1];
  return covenant === undefined ? undefined : { covenant, contract: parseContract(text) };
}
