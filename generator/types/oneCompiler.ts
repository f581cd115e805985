import { registerHooks } from "node:module";

/** A compiler takes a tenth of a second to load: openapi-typescript gets the one that ts-morph has loaded already. */
const COMPILER = `import { createRequire } from "node:module";
export default createRequire(${JSON.stringify(import.meta.url)})("ts-morph").ts;`;

const IS_OPENAPI_TYPESCRIPT = /\/node_modules\/openapi-typescript\/dist\//;

/** What `load` imports, with openapi-typescript's own import of the compiler led to the one of ts-morph. */
export async function withOneCompiler<Module>(load: () => Promise<Module>): Promise<Module> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "typescript" && IS_OPENAPI_TYPESCRIPT.test(context.parentURL ?? "")
        ? { url: `data:text/javascript,${encodeURIComponent(COMPILER)}`, shortCircuit: true }
        : next(specifier, context),
  });
  try {
    return await load();
  } finally {
    hooks.deregister();
  }
}
