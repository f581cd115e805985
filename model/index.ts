export type { Contract } from "./contract/contract.ts";
export { toContract } from "./contract/contract.ts";
export { contractLines, contractText, parseContract } from "./contract/text.ts";
export type { Change } from "./diff/change.ts";
export { diffContracts, diffModels } from "./diff.ts";
export * from "./model.ts";
export { readDocument } from "./read.ts";
export type { ReadOptions } from "./source/bytes.ts";
