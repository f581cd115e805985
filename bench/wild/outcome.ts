/** One document to read and generate; `out` only where the output is wanted. */
export interface Job {
  readonly file: string;
  readonly out?: string | undefined;
  /** `GenerateOptions.runtime`. */
  readonly runtime?: string;
}

export type Outcome =
  | { readonly outcome: "generated"; readonly operations: number; readonly files: number }
  | {
      readonly outcome: "unusable" | "failed" | "outOfTime" | "outOfMemory";
      readonly pointer: string;
      readonly reason: string;
    };
