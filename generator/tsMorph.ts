import { createRequire } from "node:module";
import type * as tsMorph from "ts-morph";
import type typescript from "typescript";

/**
 * ts-morph and the compiler that it brings along, by `require`: for an `import`, Node would first read their ten megabytes of CommonJS to find out
 * what they export.
 */
const loaded: typeof tsMorph = createRequire(import.meta.url)("ts-morph");
export const { printStructure, StructureKind, VariableDeclarationKind } = loaded;

/** Typed as the version that openapi-typescript is written for; it makes and prints syntax trees with this one (see `types/library.ts`). */
const { ts }: { readonly ts: typeof typescript } = createRequire(import.meta.url)("ts-morph");
export { ts };
