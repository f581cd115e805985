import type { ImportDeclarationStructure, SourceFileStructure, VariableStatementStructure } from "ts-morph";
import type { Operation } from "../../model/model.ts";
import { commentText } from "../documentation.ts";
import { literal } from "../literal.ts";
import { upperFirst } from "../names.ts";
import { StructureKind, VariableDeclarationKind } from "../tsMorph.ts";
import { inputNeed, isGrouped } from "./input.ts";
import { withTemplateParameters } from "./templateParameters.ts";

/** The module of arbitraries: for every builder that takes an input, under the builder's name, an arbitrary of its inputs. */
export function arbitrariesModule(
  operations: readonly Operation[],
  names: ReadonlyMap<string, string>,
  engine: string,
): SourceFileStructure {
  const described = operations.map(withTemplateParameters).filter((operation) => inputNeed(operation) !== "none");
  if (described.length === 0) return { kind: StructureKind.SourceFile, statements: ["export {};"] };
  const named = described
    .map((operation) => ({ operation, name: names.get(operation.id) ?? operation.id }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    kind: StructureKind.SourceFile,
    statements: [
      {
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier: engine,
        namedImports: [{ name: "arbitrariesOf", alias: "arbitrariesOf_" }],
      },
      ...named.map(({ name }): ImportDeclarationStructure => ({
        kind: StructureKind.ImportDeclaration,
        isTypeOnly: true,
        moduleSpecifier: `./operations/${name}.ts`,
        namedImports: [{ name: "Input", alias: typeName(name) }],
      })),
      variable("inputsOf_", 'arbitrariesOf_(new URL("contract.json", import.meta.url))', ""),
      ...named.map(({ operation, name }) => {
        const shape = isGrouped(operation) ? ', "grouped"' : "";
        const call = `inputsOf_<${typeName(name)}>(${literal(operation.id)}${shape})`;
        return { ...variable(name, call, commentText(`Inputs of ${operation.id}.`)), isExported: true };
      }),
    ],
  };
}

/** Meets neither a builder, which begins in lower case, nor what the module takes from elsewhere: those names end in an underscore, or are no inputs. */
function typeName(name: string): string {
  return `${upperFirst(name)}Input`;
}

function variable(name: string, initializer: string, docs: string): VariableStatementStructure {
  return {
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, initializer }],
    leadingTrivia: "\n",
    ...(docs === "" ? {} : { docs: [docs] }),
  };
}
