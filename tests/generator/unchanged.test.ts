import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { checkGenerated, generate, writeGenerated } from "../../generator/index.ts";
import { unchangedFiles } from "../../generator/output/stamp.ts";
import { withHeader } from "../../generator/output/header.ts";
import { document, inFolder, modelOfFile } from "./language.ts";

const OPTIONS = { runtime: "covenant/runtime" };
const responses = {
  200: { description: "", content: { "application/json": { schema: { $ref: "parts.json#/Pet" } } } },
};
const FILES = ["contract.json", "index.ts", "operations/list.ts", "types.ts"];

/** A document of two files and its output, in a folder of their own. */
const generated = async (run: (folder: string) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    await writeFile(
      join(folder, "api.json"),
      JSON.stringify(document({ "/a": { get: { operationId: "list", responses } } })),
    );
    await writeFile(join(folder, "parts.json"), '{ "Pet": { "type": "string" } }');
    await regenerate(folder);
    await run(folder);
  });
const regenerate = async (folder: string) =>
  writeGenerated(join(folder, "out"), await generate(await modelOfFile(join(folder, "api.json")), OPTIONS));
const unchanged = async (folder: string, options: object = OPTIONS) =>
  (await unchangedFiles(join(folder, "api.json"), join(folder, "out"), options))?.count;

describe("output that its document still gives is known without generating", () => {
  it("right after it was written", () =>
    generated(async (folder) => {
      expect(await unchanged(folder)).toBe(FILES.length);
    }));

  it("whatever foreign files stand beside it", () =>
    generated(async (folder) => {
      await writeFile(join(folder, "out/mine.ts"), "export {};\n");
      await mkdir(join(folder, "out/more"));
      expect(await unchanged(folder)).toBe(FILES.length);
    }));
});

describe("it is not known any more", () => {
  const changes: [string, (folder: string) => Promise<unknown>][] = [
    ["the document is another", (folder) => appendFile(join(folder, "api.json"), "\n")],
    ["a file that it refers to is another", (folder) => appendFile(join(folder, "parts.json"), "\n")],
    ["a file that it refers to is gone", (folder) => rm(join(folder, "parts.json"))],
    ["the document is gone", (folder) => rm(join(folder, "api.json"))],
    ["there is no output", (folder) => rm(join(folder, "out"), { recursive: true })],
    ["an output file is gone", (folder) => rm(join(folder, "out/operations/list.ts"))],
    ["an output file is edited", (folder) => appendFile(join(folder, "out/types.ts"), " ")],
    ["the contract is edited", (folder) => appendFile(join(folder, "out/contract.json"), " ")],
    ["a file of ours is left over", (folder) => writeFile(join(folder, "out/operations/old.ts"), withHeader(""))],
    [
      "the line that says so is broken",
      (folder) => edit(join(folder, "out/contract.json"), '"generated":{', '"generated":'),
    ],
    [
      "another generator wrote it",
      (folder) => edit(join(folder, "out/contract.json"), /"generator":"[^"]*"/, '"generator":"0"'),
    ],
  ];
  const edit = async (file: string, from: string | RegExp, to: string) =>
    writeFile(file, (await readFile(file, "utf8")).replace(from, to));

  test.each(changes)("when %s", async (_what, change) => {
    await generated(async (folder) => {
      await change(folder);
      expect(await unchanged(folder)).toBeUndefined();
    });
  });

  it("under other options", () =>
    generated(async (folder) => {
      expect(await unchanged(folder, {})).toBeUndefined();
    }));
});

it("a document that says the same in other bytes has fresh output, and writing it only renews the knowledge", () =>
  generated(async (folder) => {
    await appendFile(join(folder, "api.json"), "\n");
    expect(
      await checkGenerated(await modelOfFile(join(folder, "api.json")), join(folder, "out"), OPTIONS),
    ).toMatchObject({ fresh: true });
    expect(await regenerate(folder)).toMatchObject({ written: [], unchanged: FILES });
    expect(await unchanged(folder)).toBe(FILES.length);
  }));
