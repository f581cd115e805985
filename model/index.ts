export * from "./model.ts";
export { readDocument } from "./read.ts";
export type { ReadOptions } from "./source/load.ts";
