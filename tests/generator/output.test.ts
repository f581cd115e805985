import { execFile } from "node:child_process";
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, test } from "vitest";
import { checkGenerated, generate, generatorVersion, writeGenerated } from "../../generator/index.ts";
import { document, inFolder, modelOf } from "./language.ts";

const responses = { 200: { description: "Yes." }, 404: { description: "No." } };
const parameter = (schema: object) => [{ name: "q", in: "query", schema }];
const list = { operationId: "list", parameters: parameter({ type: "string", maxLength: 128 }), responses };
const add = { operationId: "add", responses };
const before = document({ "/pets": { get: list, post: add } });
const without = document({ "/pets": { get: list } });

const files = async (content: object) => generate(await modelOf(content), { runtime: "covenant/runtime" });
const write = async (out: string, content: object) => writeGenerated(out, await files(content));
const check = async (out: string, content: object) =>
  checkGenerated(await modelOf(content), out, { runtime: "covenant/runtime" });
const all = ["contract.json", "index.ts", "operations/add.ts", "operations/list.ts", "types.ts"];
const nothing = { written: [], removed: [], unchanged: all, refused: [], edited: [] };

describe("writing", () => {
  it("makes the files, and the second time nothing", () =>
    inFolder(async (out) => {
      expect(await write(out, before)).toEqual({ ...nothing, written: all, unchanged: [] });
      expect(await write(out, before)).toEqual(nothing);
    }));

  it("removes what is generated no more, and writes only what differs", () =>
    inFolder(async (out) => {
      await write(out, before);
      expect(await write(out, without)).toMatchObject({
        written: ["contract.json", "index.ts"],
        removed: ["operations/add.ts"],
        unchanged: ["operations/list.ts", "types.ts"],
      });
      expect(await readdir(join(out, "operations"))).toEqual(["list.ts"]);
    }));

  it("leaves foreign files alone, in its folders and in the place of its own", () =>
    inFolder(async (out) => {
      await mkdir(join(out, "operations"));
      await writeFile(join(out, "operations/mine.ts"), "export {};\n");
      await writeFile(join(out, "operations/add.ts"), "// mine too\n");
      await writeFile(join(out, "contract.json"), "{}");
      expect(await write(out, before)).toMatchObject({ refused: ["contract.json", "operations/add.ts"], removed: [] });
      expect(await readFile(join(out, "operations/add.ts"), "utf8")).toBe("// mine too\n");
      expect((await readdir(join(out, "operations"))).sort()).toEqual(["add.ts", "list.ts", "mine.ts"]);
    }));

  it("writes through no link, neither of a folder nor of a file", () =>
    inFolder(async (elsewhere) =>
      inFolder(async (out) => {
        await writeFile(join(elsewhere, "types.ts"), "// theirs\n");
        await symlink(elsewhere, join(out, "operations"));
        await symlink(join(elsewhere, "types.ts"), join(out, "types.ts"));
        const { refused } = await write(out, before);
        expect(refused).toEqual(["operations/add.ts", "operations/list.ts", "types.ts"]);
        expect(await readdir(elsewhere)).toEqual(["types.ts"]);
        expect((await lstat(join(out, "types.ts"))).isSymbolicLink()).toBe(true);
      }),
    ));

  it("tells which of its files had been changed by hand", () =>
    inFolder(async (out) => {
      await write(out, before);
      await writeFile(join(out, "index.ts"), `${await readFile(join(out, "index.ts"), "utf8")}// by hand\n`);
      expect(await write(out, before)).toMatchObject({ written: ["index.ts"], edited: ["index.ts"] });
    }));

  it("takes line ends that git changed for its own", () =>
    inFolder(async (out) => {
      await write(out, before);
      await writeFile(join(out, "index.ts"), (await readFile(join(out, "index.ts"), "utf8")).replaceAll("\n", "\r\n"));
      expect(await check(out, before)).toMatchObject({ fresh: true });
    }));

  it("keeps every path inside, whatever the operations are called", async () => {
    const ids = ["../../up", "/etc/passwd", "C:\\x", "a\0b", "nul", ".", "con.ts"];
    const paths = Object.fromEntries(
      ids.map((operationId, index) => [`/${index}`, { get: { operationId, responses } }]),
    );
    for (const { path } of await files(document(paths))) expect(path).toMatch(/^(?:operations\/)?\w+\.(?:ts|json)$/);
  });
});

test.skipIf(process.platform === "win32")("more files than a process may have open are written again", () =>
  inFolder(async (folder) => {
    const paths = Array.from({ length: 100 }, (_, index) => [
      `/p${index}`,
      { get: { operationId: `p${index}`, responses } },
    ]);
    const file = join(folder, "api.json");
    await writeFile(file, JSON.stringify(document(Object.fromEntries(paths))));
    const generated = async (...more: readonly string[]): Promise<string> => {
      const command = [process.execPath, "bin/covenant.js", "generate", file, "--out", join(folder, "out"), ...more];
      const { stdout } = await promisify(execFile)("sh", ["-c", 'ulimit -n 64; exec "$@"', "sh", ...command]);
      return stdout;
    };
    await generated();
    expect(await generated("--arbitraries")).toMatch(/: 1 written, \d{3} unchanged\n$/);
  }),
);

describe("checking", () => {
  it("fresh output is fresh, and says who wrote it", () =>
    inFolder(async (out) => {
      await write(out, before);
      expect(await check(out, before)).toMatchObject({ fresh: true, changes: [], generatedBy: generatorVersion });
    }));

  it("nothing at all is missing", () =>
    inFolder(async (out) => {
      expect(await check(join(out, "none"), before)).toMatchObject({
        fresh: false,
        missing: all,
        generatedBy: undefined,
      });
    }));

  test.each([
    [
      "a limit",
      { ...list, parameters: parameter({ type: "string", maxLength: 64 }) },
      { pointer: "#/paths/~1pets/get/parameters/0/schema/maxLength", before: 128, after: 64 },
    ],
    [
      "a status",
      { ...list, responses: { 200: responses[200] } },
      { pointer: "#/paths/~1pets/get/responses/404", after: undefined },
    ],
  ])("%s that changed is named by its place", async (_what, changed, want) => {
    await inFolder(async (out) => {
      await write(out, before);
      const { fresh, changes, outdated } = await check(out, document({ "/pets": { get: changed, post: add } }));
      expect({ fresh, changes, outdated }).toMatchObject({
        fresh: false,
        changes: [{ operations: ["list"], ...want }],
      });
      expect(outdated).toContain("operations/list.ts");
    });
  });

  it("prose that changed is no change of the contract, but the comments are outdated", () =>
    inFolder(async (out) => {
      await write(out, before);
      const changed = document({ "/pets": { get: { ...list, summary: "List them" }, post: add } });
      expect(await check(out, changed)).toMatchObject({
        fresh: false,
        changes: [],
        outdated: ["operations/list.ts"],
      });
    }));

  it("output of another version of Covenant is told", () =>
    inFolder(async (out) => {
      await write(out, before);
      const manifest = join(out, "contract.json");
      await writeFile(manifest, (await readFile(manifest, "utf8")).replace(generatorVersion, "0.1.0"));
      expect(await check(out, before)).toMatchObject({
        fresh: false,
        generatedBy: "0.1.0",
        outdated: ["contract.json"],
      });
    }));

  it("an edited file is no fresh one, though the document has not changed", () =>
    inFolder(async (out) => {
      await write(out, before);
      const file = join(out, "operations/add.ts");
      await writeFile(file, (await readFile(file, "utf8")).replace("POST", "PUT"));
      expect(await check(out, before)).toMatchObject({ fresh: false, edited: ["operations/add.ts"] });
    }));
});
