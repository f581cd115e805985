/** Document to TypeScript: what the command `covenant generate` and programs call. */
export { checkGenerated, type GeneratedCheck } from "./check.ts";
export { generate } from "./generate.ts";
export type { GenerateOptions } from "./options.ts";
export { compareGenerated, type Comparison, isFresh } from "./output/compare.ts";
export type { GeneratedFile } from "./output/header.ts";
export { writeGenerated, type Written } from "./output/write.ts";
export { generatorVersion } from "./version.ts";
