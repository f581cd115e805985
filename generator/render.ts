import { format } from "oxfmt";
import { printStructure, type SourceFileStructure } from "ts-morph";

/** TypeScript of structures, formatted; the only code that asks ts-morph to print. */
export async function render(path: string, structure: SourceFileStructure): Promise<string> {
  return formatted(path, printStructure(structure, { indentNumberOfSpaces: 2 }));
}

/** Throws where the text is no TypeScript: that is a fault of the generator, whatever the document. */
export async function formatted(path: string, text: string): Promise<string> {
  const { code, errors } = await format(path, text, { printWidth: 120 });
  const [error] = errors;
  if (error !== undefined) throw new Error(`Generated ${path}, but it does not parse: ${error.message}`);
  return code;
}
