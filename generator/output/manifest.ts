import { type Contract, contractText, type Model, parseContract, toContract } from "../../model/index.ts";
import { generatorVersion } from "../version.ts";
import type { GeneratedFile } from "./header.ts";

/** The contract that an output was generated from, and the version of Covenant that did it. */
export const MANIFEST = "contract.json";

export function manifestOf(model: Model): GeneratedFile {
  const text = contractText(toContract(model));
  return { path: MANIFEST, text: text.replace("{\n", `{\n"covenant":${JSON.stringify(generatorVersion)},\n`) };
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
