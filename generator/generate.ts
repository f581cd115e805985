import { readdir, readFile } from "node:fs/promises";
import type { ExportDeclarationStructure, SourceFileStructure } from "ts-morph";
import type { Model, Operation } from "../model/model.ts";
import { operationNames, upperFirst } from "./names.ts";
import { type GeneratedFile, withHeader } from "./output/header.ts";
import { manifestOf } from "./output/manifest.ts";
import type { GenerateOptions } from "./options.ts";
import { formatted, printed, type Unformatted } from "./render.ts";
import { arbitrariesModule } from "./translate/arbitraries.ts";
import { operationModule } from "./translate/module.ts";
import { StructureKind } from "./tsMorph.ts";
import { openapiTypescript } from "./types/openapiTypescript.ts";

/**
 * The TypeScript of a document: `index.ts`, `types.ts`, a module for every operation, the runtime if none is named, arbitraries if asked for, and the contract; sorted by path.
 * A pure function of the model and the version of Covenant: the same document gives the same bytes.
 */
export async function generate(model: Model, options: GenerateOptions = {}): Promise<readonly GeneratedFile[]> {
  const { runtime } = options;
  const types = openapiTypescript(model);
  const names = operationNames(model.operations.map(({ id }) => id));
  const specifier = runtimeSpecifier(runtime ?? "./runtime");
  const ofOperation = (operation: Operation): Unformatted => {
    const name = names.get(operation.id) ?? operation.id;
    const structure = operationModule(name, { operation, types, resolve: model.resolve }, specifier);
    return { path: `operations/${name}.ts`, text: printed(structure) };
  };
  const common = [
    { path: "index.ts", text: printed(indexModule([...names.values()])) },
    { path: "types.ts", text: types.text },
    ...(options.arbitraries === undefined ? [] : [forTests(model.operations, names, options.arbitraries)]),
  ];
  const files = [...(await inBatches(model.operations, ofOperation)), ...(await formatted(common))];
  const carried = runtime === undefined ? await carriedRuntime() : [];
  const all = [...files, ...carried];
  return [...all, manifestOf(model, options, all)].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The formatter works on one batch while the next one is made; thousands of half-made modules at once would only take memory. */
const BATCH = 128;

async function inBatches<Item>(
  items: readonly Item[],
  make: (item: Item) => Unformatted,
): Promise<readonly GeneratedFile[]> {
  const made: GeneratedFile[] = [];
  let formatting: Promise<readonly GeneratedFile[]> = Promise.resolve([]);
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH).map(make);
    made.push(...(await formatting));
    formatting = formatted(batch);
  }
  return [...made, ...(await formatting)];
}

function forTests(operations: readonly Operation[], names: ReadonlyMap<string, string>, engine: string): Unformatted {
  return { path: "arbitraries.ts", text: printed(arbitrariesModule(operations, names, moduleSpecifier(engine))) };
}

/** Every operation's builder under its name, and its types and `decode` in a namespace of that name in capitals. */
function indexModule(names: readonly string[]): SourceFileStructure {
  const exports = [...names].sort().flatMap((name): readonly ExportDeclarationStructure[] => {
    const moduleSpecifier = `./operations/${name}.ts`;
    return [
      { kind: StructureKind.ExportDeclaration, moduleSpecifier, namedExports: [name] },
      { kind: StructureKind.ExportDeclaration, moduleSpecifier, namespaceExport: upperFirst(name) },
    ];
  });
  return { kind: StructureKind.SourceFile, statements: exports.length === 0 ? ["export {};"] : exports };
}

/** A folder's `index.ts`, as seen from the output's folder; a package as it is. */
function moduleSpecifier(place: string): string {
  return place.startsWith(".") ? `${place.replace(/\/$/, "")}/index.ts` : place;
}

/** As seen from `operations/`. */
function runtimeSpecifier(runtime: string): string {
  return runtime.startsWith(".") ? `../${moduleSpecifier(runtime).replace(/^\.\//, "")}` : runtime;
}

/** The runtime's own source, which stands beside this folder in the repository and in the package. */
async function carriedRuntime(): Promise<readonly GeneratedFile[]> {
  const folder = new URL("../runtime/", import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  return Promise.all(
    names.map(async (name) => ({
      path: `runtime/${name}`,
      text: withHeader((await readFile(new URL(name, folder), "utf8")).replaceAll("\r\n", "\n")),
    })),
  );
}
