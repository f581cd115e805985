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

/** What a process says of a document; `megabytes` is the most that it has had in memory so far, 0 where that is not known. */
export interface Answer {
  readonly outcome: Outcome;
  readonly megabytes: number;
}
