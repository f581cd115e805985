import { createRequire, Module } from "node:module";
import type * as openapiTypescript from "openapi-typescript";
import { escapeToken } from "../../model/pointer.ts";
import { ts } from "../tsMorph.ts";

type Library = typeof openapiTypescript;

/**
 * The parts of openapi-typescript that make types of schemas, by their files: its index loads a bundler and an HTTP client. What these files ask for in turn
 * is lent to them: the compiler of ts-morph in place of a second one, and two functions in place of a linter. Each would take longer to load
 * than most documents to translate.
 */
const { resolve } = createRequire(import.meta.url);
const theirs = createRequire(resolve("openapi-typescript"));
const lent = [lend("typescript", ts), lend("@redocly/openapi-core/lib/ref-utils.js", { parseRef, escapePointer })];

const components: { readonly default: Library["transformComponentsObject"] } = theirs(
  "./transform/components-object.cjs",
);
const schema: { readonly default: Library["transformSchemaObject"] } = theirs("./transform/schema-object.cjs");
const utils: Pick<Library, "resolveRef" | "scanDiscriminators"> = theirs("./lib/utils.cjs");
for (const takeBack of lent) takeBack();

export const transformComponentsObject = components.default;
export const transformSchemaObject = schema.default;
export const { resolveRef, scanDiscriminators } = utils;

/** Gives `value` to whatever of the library requires `name`, until it is taken back. */
function lend(name: string, value: unknown): () => void {
  const file = theirs.resolve(name);
  const before = theirs.cache[file];
  theirs.cache[file] = Object.assign(new Module(file), { exports: value, loaded: true });
  return () => {
    if (before === undefined) delete theirs.cache[file];
    else theirs.cache[file] = before;
  };
}

/** `file#/a/b` to the file's name and the tokens, as `@redocly/openapi-core` does it. */
function parseRef(ref: string): { readonly uri: string | null; readonly pointer: string[] } {
  const [uri = "", pointer = ""] = ref.split("#/");
  const tokens = pointer
    .split("/")
    .map((token) => decodeURIComponent(token.replaceAll("~1", "/").replaceAll("~0", "~")));
  return { uri: uri.replace(/#$/, "") || null, pointer: tokens.filter((token) => token !== "") };
}

function escapePointer(token: string | number): string | number {
  return typeof token === "number" ? token : escapeToken(token);
}
