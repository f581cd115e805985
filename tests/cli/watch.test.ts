import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { watch } from "../../cli/watch.ts";
import { inFolder } from "../generator/language.ts";

const saying = (id: string): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    paths: { "/a": { get: { operationId: id, parameters: [{ $ref: "parts.json#/Limit" }], responses: {} } } },
  });
const limit = (maximum: number): string =>
  JSON.stringify({ Limit: { name: "limit", in: "query", schema: { type: "integer", maximum } } });

interface Watched {
  readonly path: (name: string) => string;
  readonly save: (name: string, text: string) => Promise<void>;
  /** The next line that is told, without the folder's own path. */
  readonly line: () => Promise<string>;
}

/** A document of two files, watched in a folder of their own. */
const watching = async (run: (watched: Watched) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const path = (name: string) => join(folder, name);
    // In one step, so that nothing is read half written however slow the machine.
    const save = async (name: string, text: string): Promise<void> => {
      await writeFile(path(`${name}.tmp`), text);
      await rename(path(`${name}.tmp`), path(name));
    };
    await save("api.json", saying("first"));
    await save("parts.json", limit(10));
    const told: string[] = [];
    let heard = (): void => {};
    const ended = new AbortController();
    const tell = (line: string): void => {
      told.push(line.replaceAll(`${folder}/`, ""));
      heard();
    };
    const watch_ = watch([{ document: path("api.json"), out: path("out"), runtime: "runtime" }], tell, ended.signal);
    const line = async (): Promise<string> => {
      if (told.length === 0) await new Promise<void>((done) => (heard = done));
      return told.shift() ?? "";
    };
    await run({ path, save, line });
    ended.abort();
    await watch_;
  });

describe("output follows its document", () => {
  it("with one line for each change of it, and of a file that it refers to", () =>
    watching(async ({ path, save, line }) => {
      expect(await line()).toBe("api.json -> out: 4 written");
      await save("api.json", saying("second"));
      expect(await line()).toBe("api.json -> out: 3 written, 1 removed, 1 unchanged");
      await save("parts.json", limit(20));
      expect(await line()).toBe("api.json -> out: 2 written, 2 unchanged");
      expect(await readFile(path("out/operations/second.ts"), "utf8")).toContain("Value at most 20.");
    }));

  it("and stays as it was while the document is broken", () =>
    watching(async ({ path, save, line }) => {
      await line();
      await save("api.json", '{ "openapi": ');
      expect(await line()).toMatch(/^api\.json:1:\d+: error: Expected JSON.* out is left as it was\.$/);
      expect(await readFile(path("out/operations/first.ts"), "utf8")).toContain("first");
      await save("api.json", saying("second"));
      expect(await line()).toBe("api.json -> out: 3 written, 1 removed, 1 unchanged");
    }));
});
