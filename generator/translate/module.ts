import type {
  ImportDeclarationStructure,
  InterfaceDeclarationStructure,
  SourceFileStructure,
  TypeAliasDeclarationStructure,
  WriterFunction,
} from "ts-morph";
import { commentText } from "../documentation.ts";
import { StructureKind } from "../tsMorph.ts";
import { answerType, decoder } from "./answer.ts";
import { builder } from "./builder.ts";
import { bodyMembers, inputNeed, type Member, parameterMembers, type Scope } from "./input.ts";
import { withTemplateParameters } from "./templateParameters.ts";

/** The module of one operation: `Input`, `Answer`, the builder under the operation's name, and `decode`. */
export function operationModule(name: string, scope: Scope, runtime: string): SourceFileStructure {
  const described = { ...scope, operation: withTemplateParameters(scope.operation) };
  const input = inputType(described);
  const answer = answerType(described);
  const build = builder(name, described);
  const decode = decoder(described);
  const types = [...(input?.imports ?? []), ...answer.imports];
  return {
    kind: StructureKind.SourceFile,
    statements: [
      ...importOf(types, "../types.ts", true),
      ...importOf([...build.uses, ...decode.uses], runtime, false),
      ...importOf(["Undocumented", "WireRequest", "WireResponse"], runtime, true),
      ...(input === undefined ? [] : [input.structure]),
      answer.structure,
      build.structure,
      decode.structure,
    ],
  };
}

function importOf(
  names: readonly string[],
  moduleSpecifier: string,
  isTypeOnly: boolean,
): readonly ImportDeclarationStructure[] {
  const sorted = [...new Set(names)].sort();
  if (sorted.length === 0) return [];
  // As one text: for each name of a list ts-morph makes a writer of its own, which would be a third of its work.
  const namedImports: WriterFunction = (writer) => void writer.write(sorted.join(", "));
  return [{ kind: StructureKind.ImportDeclaration, isTypeOnly, moduleSpecifier, namedImports }];
}

interface InputType {
  readonly structure: InterfaceDeclarationStructure | TypeAliasDeclarationStructure;
  readonly imports: readonly string[];
}

/** An interface; where the body may be of several media types, a union of what each of them asks. */
function inputType(scope: Scope): InputType | undefined {
  if (inputNeed(scope.operation) === "none") return undefined;
  const parameters = parameterMembers(scope);
  const bodies = bodyMembers(scope);
  const imports = [...parameters, ...bodies.flat()].flatMap((member) => member.imports);
  const common = {
    isExported: true,
    name: "Input",
    docs: [commentText(`What ${scope.operation.id} takes.`)],
  };
  if (bodies.length < 2) {
    const properties = [...parameters, ...bodies.flat()].map(({ structure }) => structure);
    return { imports, structure: { ...common, kind: StructureKind.Interface, properties } };
  }
  const type = [
    ...(parameters.length === 0 ? [] : [objectType(parameters)]),
    `(${bodies.map((body) => `| ${objectType(body)}`).join("\n")})`,
  ].join(" & ");
  return { imports, structure: { ...common, kind: StructureKind.TypeAlias, type, leadingTrivia: "\n" } };
}

function objectType(members: readonly Member[]): string {
  return `{\n${members.map(({ text }) => text).join("")}}`;
}
