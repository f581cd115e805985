import manifest from "../package.json" with { type: "json" };

/** The version of Covenant that writes output: another one may write other bytes for the same document. */
export const generatorVersion: string = manifest.version;
