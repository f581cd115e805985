export interface GenerateOptions {
  /**
   * Where the generated code finds Covenant's runtime: a path from the output's folder (`../../runtime`) or a package.
   * Left out, the output carries the runtime along in `runtime/` and needs nothing else.
   */
  readonly runtime?: string;
}

/** Options as one text, the same for the same ones. */
export function optionsText({ runtime }: GenerateOptions): string {
  return JSON.stringify({ runtime });
}
