import { symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import ts from "typescript";
import { generate, type GenerateOptions, writeGenerated } from "../../generator/index.ts";
import { document, inFolder, modelOf, modelOfFile } from "./language.ts";

const STRICTEST: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noUncheckedSideEffectImports: true,
};
const NODE: ts.CompilerOptions = { ...STRICTEST, lib: ["lib.es2024.d.ts"], types: ["node"] };

/** The compiler's own libraries are read once. */
const libraries = new Map<string, ts.SourceFile | undefined>();
const hostOf = (options: ts.CompilerOptions): ts.CompilerHost => {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  return {
    ...host,
    getSourceFile: (name, version) => {
      if (!name.includes("/node_modules/")) return read(name, version);
      const file = libraries.get(name) ?? read(name, version);
      libraries.set(name, file);
      return file;
    },
  };
};

const faults = (files: readonly string[], options: ts.CompilerOptions): readonly string[] =>
  ts
    .getPreEmitDiagnostics(ts.createProgram([...files], options, hostOf(options)))
    .map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${file?.fileName ?? ""}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });

const faultsOfOutput = async (
  model: Awaited<ReturnType<typeof modelOf>>,
  options: ts.CompilerOptions,
  generating: GenerateOptions = {},
) =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    const { written } = await writeGenerated(join(folder, "out"), await generate(model, generating));
    return faults(
      written.filter((path) => path.endsWith(".ts")).map((path) => join(folder, "out", path)),
      options,
    );
  });

describe("output compiles under the strictest flags, with the runtime that it carries", () => {
  test.each([
    ["spec/apigatewayv2.yaml", "a browser's library", STRICTEST],
    ["tests/generator/features.yaml", "a browser's library", STRICTEST],
    ["tests/generator/features.yaml", "Node's types", NODE],
  ])("%s against %s", async (file, _library, options) => {
    expect(await faultsOfOutput(await modelOfFile(file), options)).toEqual([]);
  });

  test.each(["spec/apigatewayv2.yaml", "tests/generator/features.yaml", "tests/generator/brands.yaml"])(
    "%s with brands",
    async (file) => {
      expect(await faultsOfOutput(await modelOfFile(file), STRICTEST, { brands: true })).toEqual([]);
    },
  );

  it("of a document without operations", async () => {
    expect(await faultsOfOutput(await modelOf(document({})), STRICTEST)).toEqual([]);
  });

  it("of a document that is wrong in every way the reader lets pass", async () => {
    const schema = {
      type: ["string", 5],
      required: "name",
      properties: [],
      enum: "x",
      description: 7,
      allOf: [true, 3],
      $defs: 1,
    };
    const operation = {
      operationId: "constructor",
      parameters: [
        { name: "constructor", in: "query", schema },
        { name: "", in: "query", schema: { $ref: "#/components/schemas/50% #~1a" } },
      ],
      requestBody: {
        content: { "multipart/mixed": { schema: { type: "string" } }, "not a media type": { schema: false } },
      },
      responses: {
        200: { description: "", content: { "application/json": { schema } } },
        "1XX": { description: "" },
        weird: {},
      },
    };
    const model = await modelOf(
      document({ "/a/{b": { post: operation }, "/{constructor}": { post: operation } }, { "50% #/a": schema }),
    );
    expect(await faultsOfOutput(model, STRICTEST)).toEqual([]);
  });
});

describe("what the types promise", () => {
  it("compiles, and what they forbid does not", () => {
    const options = { ...NODE, lib: ["lib.es2024.d.ts"], noUnusedLocals: false };
    const files = ["builders", "answers", "brands"].map((name) => resolve(`tests/types/${name}.ts`));
    expect(faults(files, options)).toEqual([]);
  });
});
