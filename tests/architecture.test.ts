import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** The table of folders in the design: what each may import of ours. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  runtime: [],
  endpoint: [],
  generator: ["model"],
  generated: ["runtime"],
  harness: ["model", "runtime"],
  cli: ["model", "generator", "generated", "runtime", "harness"],
};

/** Generated for tests, where asked for: what draws is the harness, and no other generated module imports it. */
const ARBITRARIES = /^generated\/[^/]+\/arbitraries\.ts$/;

/** The only modules that touch clock or randomness (law 3); endpoint and command are no part of a run's requests. */
const UNDETERMINED = ["harness/clock.ts", "harness/random.ts"];
const READS_CLOCK_OR_CHANCE =
  /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bprocess\.hrtime\b/;

const sources = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => `${folder}/${file}`)
    .toSorted();

const text = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** The folders of ours that a file imports from, its own left out. */
const importedFolders = (file: string): readonly string[] =>
  [...text(file).matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g)]
    .map(([, specifier = ""]) => relative(ROOT, resolve(dirname(join(ROOT, file)), specifier)).split("/")[0] ?? "")
    .filter((folder) => folder !== file.split("/")[0] && folder !== "package.json");

const words = (file: string): readonly string[] =>
  text(file).match(/apigateway|api gateway|routeresponse|x-amz/gi) ?? [];

describe.each(Object.entries(MAY_IMPORT))("%s/", (folder, allowed) => {
  it(`imports nothing of ours but ${allowed.join(", ") || "itself"}`, () => {
    const forbidden = sources(folder).flatMap((file) =>
      importedFolders(file)
        .filter((name) => !allowed.includes(name) && !(ARBITRARIES.test(file) && name === "harness"))
        .map((name) => `${file} imports ${name}/`),
    );
    expect(forbidden).toEqual([]);
  });
});

describe.each(["model", "generator", "runtime", "harness"])("%s/", (folder) => {
  it("touches neither clock nor chance, but for the two modules that are named for it", () => {
    const touching = sources(folder).filter(
      (file) => !UNDETERMINED.includes(file) && READS_CLOCK_OR_CHANCE.test(text(file)),
    );
    expect(touching).toEqual([]);
  });
});

describe.each(["model", "generator", "runtime", "harness", "cli"])("%s/", (folder) => {
  it("does not know the first API", () => {
    const knowing = sources(folder).flatMap((file) => words(file).map((word) => `${file}: ${word}`));
    expect(knowing.filter((found) => !isCommon(found))).toEqual([]);
  });
});

/** AWS's mark on a security scheme, which any document may carry, and the names of Signature Version 4's own headers. */
function isCommon(found: string): boolean {
  return /^(?:model\/openapi\/security\.ts|model\/model\.ts|harness\/credentials\/(?:placeholders|sigv4)\.ts|harness\/wire\/security\.ts): (?:apigateway|x-amz)/i.test(
    found,
  );
}
