import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import manifest from "../package.json" with { type: "json" };

/** The version of Covenant that writes output: another one may write other bytes for the same document. */
export const generatorVersion: string = manifest.version;

/** The folders whose code decides what is written. */
const SOURCES = ["../generator/", "../model/", "../runtime/"];

/** What tells one generator from another: the version; in a clone, where the code changes between versions, its digest too. */
export function generatorDigest(): string {
  if (!existsSync(new URL("../generator/version.ts", import.meta.url))) return generatorVersion;
  const hash = createHash("sha256");
  for (const folder of SOURCES) {
    const url = new URL(folder, import.meta.url);
    const names = readdirSync(url, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(new URL(name, url)));
  }
  return `${generatorVersion} ${hash.digest("hex").slice(0, 12)}`;
}
