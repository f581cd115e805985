import * as fc from "fast-check";
import { expect, it } from "vitest";
import ts from "typescript";
import { outputOf, saying } from "./language.ts";

const ESCAPE = "*/ export const pwned = 1; /*";
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[*/`$\\"'{}<>%#~ \n.-]{1,8}$/),
  fc.constantFrom(
    "*/ export const pwned = 1; /*",
    "`;}",
    "${process.exit()}",
    "__proto__",
    "\u2028",
    "../../x",
    "\ud800",
    "\\",
  ),
);

/** What this property once found: a printer that closed a comment in a string, a letter too new for the compiler, a control character. */
const FOUND: [string[]][] = [
  [["", ESCAPE, "", ESCAPE, '"', ESCAPE, "", "\\", ESCAPE, ""]],
  [["/", ESCAPE, ESCAPE, "", "\u{323b0}", "", "", ESCAPE, '"', "-"]],
  [["%", "", "", ESCAPE, "-", " ", "", ESCAPE, "\u0001", "\\"]],
];

const OWN = new Set(["Input", "Answer", "decode", "components", "WithRequired"]);

/** The names that a module declares beside those that every module has. */
const declared = (module: string): readonly string[] =>
  ts.createSourceFile("a.ts", module, ts.ScriptTarget.ESNext).statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return [];
    const named =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isFunctionDeclaration(statement);
    const name = named ? (statement.name?.text ?? "") : ts.SyntaxKind[statement.kind];
    return OWN.has(name) ? [] : [name];
  });

it("no text of a document becomes code: whatever it says, a module declares its builder and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 10, maxLength: 10 }), async (texts) => {
      const output = await outputOf(saying(texts));
      for (const [path, module] of output) {
        const builder = /^operations\/(\w+)\.ts$/.exec(path)?.[1];
        const own = path.startsWith("runtime/") || path.endsWith(".json") ? [] : declared(module);
        expect(own).toEqual(builder === undefined ? [] : [builder]);
      }
    }),
    { numRuns: 60, examples: FOUND },
  );
});
