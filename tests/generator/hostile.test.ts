import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import ts from "typescript";
import { type Attempt, runAll } from "../../bench/wild/pool.ts";
import { RUNTIME_FUNCTIONS } from "../../generator/names.ts";
import { HOSTILE } from "./hostile.ts";

/** Each attack has a folder with its document and its output, below one folder for all. */
let folder = "";
const attempts: Attempt[] = [];
const folderOf = (index: number) => join(folder, "below", String(index));
const generated = (): readonly number[] =>
  HOSTILE.flatMap((_, index) => (outcomeOf(index) === "generated" ? [index] : []));
const outcomeOf = (index: number) =>
  attempts.find(({ job }) => job.out === join(folderOf(index), "out"))?.outcome.outcome;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "covenant-hostile-"));
  const jobs = HOSTILE.map((_, index) => ({ file: join(folderOf(index), "api"), out: join(folderOf(index), "out") }));
  for (const [index, [, text]] of HOSTILE.entries()) {
    await mkdir(folderOf(index), { recursive: true });
    await writeFile(join(folderOf(index), "api"), text);
  }
  await runAll(jobs, 1, { milliseconds: 30_000, megabytes: 1000 }, (attempt) => attempts.push(attempt));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe("a hostile document", () => {
  test.each(HOSTILE.map(([attack], index) => [attack, index] as const))(
    "%s: is read and generated or refused, in bounded time and memory, and its code is inert",
    async (_attack, index) => {
      expect(["generated", "unusable"]).toContain(outcomeOf(index));
      if (outcomeOf(index) !== "generated") return;
      const out = join(folderOf(index), "out");
      const paths = await readdir(out, { recursive: true });
      for (const path of paths) {
        expect(path).toMatch(/^(?:operations|runtime|(?:(?:operations|runtime)\/)?[a-z]\w*\.(?:ts|json))$/);
      }
      for (const path of paths.filter((one) => one.endsWith(".ts") && !one.startsWith("runtime/"))) {
        expect(unexpectedIn(await readFile(join(out, path), "utf8"))).toEqual([]);
      }
    },
  );

  it("most of them are generated, so that there is something to be inert", () => {
    expect(generated().length).toBeGreaterThan(HOSTILE.length * 0.8);
  });

  it("writes nothing outside of its output folder", async () => {
    expect(await readdir(folder)).toEqual(["below"]);
    for (const [index] of HOSTILE.entries()) {
      expect(["api", "out"]).toEqual(expect.arrayContaining(await readdir(folderOf(index))));
    }
  });

  it("changes nothing when its code is imported", async () => {
    await writeFile(join(folder, "below", "package.json"), '{ "type": "module" }');
    const imports = generated().map((index) => join(folderOf(index), "out/index.ts"));
    const script = `
      const names = () => JSON.stringify([Object.getOwnPropertyNames(globalThis), Object.getOwnPropertyNames(Object.prototype)]);
      const before = names();
      for (const path of ${JSON.stringify(imports)}) await import(path);
      process.stdout.write(before === names() ? "inert" : "changed");`;
    const args = ["--input-type=module", "--eval", script];
    expect(await promisify(execFile)(process.execPath, args)).toMatchObject({ stdout: "inert" });
  });
});

const STATEMENTS = new Set([
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
]);
const CALLED = new Set<string>([
  ...RUNTIME_FUNCTIONS,
  "JSON.stringify",
  "Object.hasOwn",
  "Map",
  "encoded.contentType.replace",
]);
const IMPORTED = /^(?:\.\.\/types\.ts|\.\.\/runtime\/index\.ts|\.\/operations\/[a-z]\w*\.ts)$/;

/** Whatever a generated module has that it should not: a statement of another kind, a call or an import of something else, a word to the compiler. */
function unexpectedIn(text: string): readonly string[] {
  const file = ts.createSourceFile("module.ts", text, ts.ScriptTarget.ESNext, true);
  const found = file.statements.filter(({ kind }) => !STATEMENTS.has(kind)).map((one) => ts.SyntaxKind[one.kind]);
  const comments = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) comments.add(text.slice(pos, end));
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = node.expression.getText();
      if (!CALLED.has(callee)) found.push(`call of ${callee}`);
    } else if (
      ts.isStringLiteral(node) &&
      (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent))
    ) {
      if (!IMPORTED.test(node.text)) found.push(`import of ${node.text}`);
    } else if (ts.isTaggedTemplateExpression(node) || ts.isBinaryExpression(node)) {
      if (!/^(?:\+|===|\?\?)$/.test(ts.isBinaryExpression(node) ? node.operatorToken.getText() : "tag"))
        found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const directives = [...file.referencedFiles, ...file.typeReferenceDirectives, ...file.libReferenceDirectives];
  if (directives.length > 0) found.push("directive");
  return [...found, ...[...comments].filter((comment) => /@ts-|^\/\/[/#@]/.test(comment))];
}
