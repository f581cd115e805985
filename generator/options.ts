export interface GenerateOptions {
  /**
   * Where the generated code finds Covenant's runtime: a path from the output's folder (`../../runtime`) or a package.
   * Left out, the output carries the runtime along in `runtime/` and needs nothing else.
   */
  readonly runtime?: string;
  /**
   * Where generated arbitraries find Covenant's engine: a path from the output's folder (`../../harness/arbitraries`) or a package.
   * Left out, there are none: they are for tests, and the only generated module that needs a package.
   */
  readonly arbitraries?: string;
  /** Whether ids have types of their own: path parameters, and what links carry into them. */
  readonly brands?: boolean;
}

/** The engine in Covenant's own package. */
export const ENGINE = "@covenant-http/covenant/arbitraries";

/** Options as one text, the same for the same ones. */
export function optionsText({ runtime, arbitraries, brands = false }: GenerateOptions): string {
  return JSON.stringify({ runtime, arbitraries, ...(brands ? { brands } : {}) });
}
