import { readdir, readFile } from "node:fs/promises";
import type { ExportDeclarationStructure } from "ts-morph";
import type { Model, Operation } from "../model/model.ts";
import { brandsOf, NO_BRANDS } from "./brands/brands.ts";
import { operationNames, upperFirst } from "./names.ts";
import { type GeneratedFile, withHeader } from "./output/header.ts";
import { manifestOf } from "./output/manifest.ts";
import type { GenerateOptions } from "./options.ts";
import { type Module, rendered } from "./render.ts";
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
  const brands = options.brands === true ? brandsOf(model) : NO_BRANDS;
  const types = openapiTypescript(model, brands);
  const names = operationNames(model.operations.map(({ id }) => id));
  const specifier = runtimeSpecifier(runtime ?? "./runtime");
  const ofOperation = (operation: Operation): Module => {
    const name = names.get(operation.id) ?? operation.id;
    const structure = operationModule(name, { operation, types, brands, resolve: model.resolve }, specifier);
    return { path: `operations/${name}.ts`, structure };
  };
  const parts = await Promise.all([
    // First: the formatter works on the longest texts while the others are made.
    rendered([{ path: "types.ts", structure: { kind: StructureKind.SourceFile, statements: [types.text] } }]),
    rendered([indexModule([...names.values()]), ...arbitrariesFor(options, model.operations, names)]),
    inBatches(model.operations, ofOperation),
    runtime === undefined ? carriedRuntime() : [],
  ]);
  const files = parts.flat();
  return [...files, manifestOf(model, options, files)].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The formatter works on one batch while the next one is made; thousands of half-made modules at once would only take memory. */
const BATCH = 128;

async function inBatches<Item>(
  items: readonly Item[],
  make: (item: Item) => Module,
): Promise<readonly GeneratedFile[]> {
  const made: GeneratedFile[] = [];
  let formatting: Promise<readonly GeneratedFile[]> = Promise.resolve([]);
  for (let start = 0; start < items.length; start += BATCH) {
    const batch = items.slice(start, start + BATCH).map(make);
    made.push(...(await formatting));
    formatting = rendered(batch);
  }
  return [...made, ...(await formatting)];
}

function arbitrariesFor(
  { arbitraries }: GenerateOptions,
  operations: readonly Operation[],
  names: ReadonlyMap<string, string>,
): readonly Module[] {
  if (arbitraries === undefined) return [];
  return [{ path: "arbitraries.ts", structure: arbitrariesModule(operations, names, moduleSpecifier(arbitraries)) }];
}

/** Every operation's builder under its name, and its types and `decode` in a namespace of that name in capitals. */
function indexModule(names: readonly string[]): Module {
  const exports = [...names].sort().flatMap((name): readonly ExportDeclarationStructure[] => {
    const moduleSpecifier = `./operations/${name}.ts`;
    return [
      { kind: StructureKind.ExportDeclaration, moduleSpecifier, namedExports: [name] },
      { kind: StructureKind.ExportDeclaration, moduleSpecifier, namespaceExport: upperFirst(name) },
    ];
  });
  const statements = exports.length === 0 ? ["export {};"] : exports;
  return { path: "index.ts", structure: { kind: StructureKind.SourceFile, statements } };
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
