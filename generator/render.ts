import { format } from "oxfmt";
import type {
  JSDocableNodeStructure,
  SourceFileStructure,
  StatementStructures,
  Structure,
  WriterFunction,
} from "ts-morph";
import { docComment } from "./documentation.ts";
import { type GeneratedFile, withHeader } from "./output/header.ts";
import { printStructure, StructureKind } from "./tsMorph.ts";

/** Quotes stay: the formatter knows letters of newer versions of Unicode than the compiler does. */
const STYLE = { printWidth: 120, quoteProps: "preserve" } as const;

/** A control character, which no comment and no literal of ours can hold. */
const MARK = "\u0001";
/** Between modules that are formatted in one go. */
const BOUNDARY = `\n//${MARK}\n`;
const BOUNDARIES = new RegExp(`\\n*//${MARK}\\n*`);

export interface Module {
  readonly path: string;
  readonly structure: SourceFileStructure;
}

/**
 * Prints and formats modules as if they were one: a call of printer or formatter costs more than a module. Throws where a text is no TypeScript: that
 * is a fault of the generator, whatever the document.
 */
export async function rendered(modules: readonly Module[]): Promise<readonly GeneratedFile[]> {
  const { code, errors } = await format("modules.ts", printed(modules.map(({ structure }) => structure)), STYLE);
  const texts = code.split(BOUNDARIES);
  const [error] = errors;
  if (error !== undefined || texts.length !== modules.length) {
    const paths = modules.map(({ path }) => path).join(", ");
    throw new Error(`Generated ${paths}, but it does not parse: ${error?.message ?? "a boundary was lost"}`);
  }
  return modules.map(({ path }, index) => ({ path, text: withHeader(`${(texts[index] ?? "").trimEnd()}\n`) }));
}

/** The only code that asks ts-morph to print. */
function printed(modules: readonly SourceFileStructure[]): string {
  const { masked, restore } = mask(modules);
  return restore(printStructure(masked, { indentNumberOfSpaces: 2 }));
}

interface Masked {
  readonly masked: SourceFileStructure;
  readonly restore: (printed: string) => string;
}

type Hold = <Text>(text: Text) => Text | string;

type Structured = Pick<Structure, "leadingTrivia">;

type Statement = StatementStructures | WriterFunction | string;

/**
 * Takes types, bodies and members' names out before printing: ts-morph's writer follows strings and comments by a simpler grammar than TypeScript's,
 * and closes a comment that it thinks open (after `"\\"` and `"/*"`).
 */
function mask(modules: readonly SourceFileStructure[]): Masked {
  const held: string[] = [];
  const hold: Hold = (text) => (typeof text === "string" ? `${MARK}${held.push(text) - 1}${MARK}` : text);
  const statements = modules.flatMap((module, index) => [
    ...(index === 0 ? [] : [hold(BOUNDARY)]),
    ...[module.statements ?? []].flat().map((one) => maskStatement(one, hold)),
  ]);
  return {
    masked: { kind: StructureKind.SourceFile, statements },
    restore: (printed) =>
      printed
        .split(MARK)
        .map((piece, index) => (index % 2 === 0 ? piece : (held[Number(piece)] ?? "")))
        .join(""),
  };
}

function maskStatement(statement: Statement, hold: Hold): Statement {
  if (typeof statement !== "object") return hold(statement);
  if (statement.kind === StructureKind.TypeAlias) return documented({ ...statement, type: hold(statement.type) }, hold);
  if (statement.kind === StructureKind.Interface) {
    const properties = statement.properties ?? [];
    const held = properties.map((one) => ({ ...one, name: hold(one.name), type: hold(one.type ?? "unknown") }));
    return documented({ ...statement, properties: held.map((one) => documented(one, hold)) }, hold);
  }
  if (statement.kind === StructureKind.VariableStatement) {
    const declarations = statement.declarations.map((one) => ({
      ...one,
      initializer: hold(one.initializer ?? "undefined"),
    }));
    return documented({ ...statement, declarations }, hold);
  }
  if (statement.kind === StructureKind.Function && Array.isArray(statement.statements)) {
    return documented({ ...statement, statements: statement.statements.map((line) => hold(line)) }, hold);
  }
  return statement;
}

/** Comments go out too: they are most of the text, and the writer looks at each of its letters. */
function documented<Structure extends JSDocableNodeStructure & Structured>(
  structure: Structure,
  hold: Hold,
): Structure {
  const [docs] = structure.docs ?? [];
  if (typeof docs !== "string") return structure;
  return { ...structure, docs: [], leadingTrivia: `${String(structure.leadingTrivia ?? "")}${hold(docComment(docs))}` };
}
