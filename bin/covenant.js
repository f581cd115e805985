#!/usr/bin/env node
import { existsSync } from "node:fs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 18)) {
  console.error(
    `covenant: expected Node 24.18 or newer, but this is ${process.versions.node}. Install a newer Node, or run it by "npx covenant" in a project that has it.`,
  );
  process.exit(2);
}
// Half of the time of a short command is compiling its modules. Asked for by name only now: an older Node would stop at an import of what it lacks.
const { enableCompileCache } = await import("node:module");
enableCompileCache();
// In a clone the sources run as they are; a published package has only what was built from them.
const source = new URL("../cli/main.ts", import.meta.url);
const { main } = await import(existsSync(source) ? source.href : new URL("../dist/main.js", import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
