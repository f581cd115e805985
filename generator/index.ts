/** Document to TypeScript: what the command `covenant generate` and programs call. */
export { checkGenerated, type GeneratedCheck } from "./check.ts";
export { generate } from "./generate.ts";
export type { GenerateOptions } from "./options.ts";
export { compareGenerated } from "./output/compare.ts";
export { writeGenerated } from "./output/write.ts";
export { generatorVersion } from "./version.ts";
