import { type Contract, contractText, type Model, parseContract, toContract } from "../../model/index.ts";
import { type GenerateOptions, optionsText } from "../options.ts";
import { generatorDigest, generatorVersion } from "../version.ts";
import type { GeneratedFile } from "./header.ts";
import { outputDigest, stampLine } from "./stamp.ts";

/** The contract that an output was generated from, and the version of Covenant that did it. */
export const MANIFEST = "contract.json";

/** The manifest without its stamp. */
export function contractOf(model: Model): string {
  return contractText(toContract(model)).replace("{\n", `{\n"covenant":${JSON.stringify(generatorVersion)},\n`);
}

/** `others` are all other files of the output, which the stamp vouches for. */
export function manifestOf(
  contract: string,
  { document }: Model,
  options: GenerateOptions,
  others: readonly GeneratedFile[],
): GeneratedFile {
  const texts = new Map([...others.map(({ path, text }) => [path, text] as const), [MANIFEST, contract]]);
  const stamp = {
    generator: generatorDigest(),
    options: optionsText(options),
    document: document.digest,
    files: document.files,
    output: outputDigest(texts),
  };
  return { path: MANIFEST, text: contract.replace(/(?<="covenant":.*\n)/, stampLine(stamp)) };
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
