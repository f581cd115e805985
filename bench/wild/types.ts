import { execFile } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export interface TypeFault {
  /** The folder of the output, below the checked one. */
  readonly output: string;
  readonly text: string;
}

export const COMPILERS = { "5.9": "node_modules/typescript/bin/tsc", "7": "node_modules/typescript-native/bin/tsc" };
export type Compiler = keyof typeof COMPILERS;

const OPTIONS = {
  target: "es2022",
  lib: ["es2022", "dom"],
  module: "nodenext",
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

/** What the outputs share: the runtime, and a package of modules. */
export async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(resolve("runtime"), join(folder, "runtime"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await symlink(resolve("node_modules"), join(folder, "node_modules")).catch(() => {});
}

/** Checks some outputs in one program, under the strictest flags there are. */
export async function typeFaults(
  folder: string,
  outputs: readonly string[],
  compiler: Compiler,
): Promise<readonly TypeFault[]> {
  const project = join(folder, `tsconfig.${compiler}.json`);
  await writeFile(project, JSON.stringify({ compilerOptions: OPTIONS, include: outputs.map((one) => `${one}/**/*`) }));
  const args = ["--max-old-space-size=4000", resolve(COMPILERS[compiler]), "-p", project, "--pretty", "false"];
  const text = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 1e9 }).then(
    ({ stdout }) => stdout,
    ({ stdout = "error TS0: the compiler did not run" }: { readonly stdout?: string }) => stdout,
  );
  return text
    .split("\n")
    .filter((line) => /error TS/.test(line))
    .map((line) => ({ output: line.split("/")[0] ?? "", text: line }));
}
