import { readdir, readFile } from "node:fs/promises";
import { type SourceFileStructure, StructureKind } from "ts-morph";
import type { Model } from "../model/model.ts";
import { operationNames, upperFirst } from "./names.ts";
import { type GeneratedFile, withHeader } from "./output/header.ts";
import { manifestOf } from "./output/manifest.ts";
import type { GenerateOptions } from "./options.ts";
import { formatted, render } from "./render.ts";
import { arbitrariesModule } from "./translate/arbitraries.ts";
import { operationModule } from "./translate/module.ts";
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
  const modules = inBatches(model.operations, (operation) => {
    const name = names.get(operation.id) ?? operation.id;
    const structure = operationModule(name, { operation, types, resolve: model.resolve }, specifier);
    return file(`operations/${name}.ts`, structure);
  });
  const files = await Promise.all([
    modules,
    file("index.ts", indexModule([...names.values()])),
    formatted("types.ts", types.text).then((text) => ({ path: "types.ts", text: withHeader(text) })),
  ]);
  const forTests =
    options.arbitraries === undefined
      ? []
      : [
          await file(
            "arbitraries.ts",
            arbitrariesModule(model.operations, names, moduleSpecifier(options.arbitraries)),
          ),
        ];
  const carried = runtime === undefined ? await carriedRuntime() : [];
  const all = [...files.flat(), ...forTests, ...carried];
  return [...all, manifestOf(model, options, all)].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Enough to keep the formatter's threads busy; thousands of half-made modules at once would only take memory. */
const BATCH = 64;

async function inBatches<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    made.push(...(await Promise.all(items.slice(start, start + BATCH).map(make))));
  }
  return made;
}

async function file(path: string, structure: SourceFileStructure): Promise<GeneratedFile> {
  return { path, text: withHeader(await render(path, structure)) };
}

/** Every operation's builder under its name, and its types and `decode` in a namespace of that name in capitals. */
function indexModule(names: readonly string[]): SourceFileStructure {
  const exports = [...names].sort().flatMap((name) => {
    const moduleSpecifier = `./operations/${name}.ts`;
    return [
      { kind: StructureKind.ExportDeclaration as const, moduleSpecifier, namedExports: [name] },
      { kind: StructureKind.ExportDeclaration as const, moduleSpecifier, namespaceExport: upperFirst(name) },
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
