import { exec } from "node:child_process";
import { promisify } from "node:util";
import type { Source } from "../harness/credentials/source.ts";

/** Milliseconds that a command has. */
const DEADLINE = 60_000;

/**
 * What a command prints, without the line end: a secret from a keychain or a cloud's own tool. It goes to the system's shell (`/bin/sh`, `cmd.exe`),
 * as what the user has typed into one already; nothing of a document or a target ever gets there.
 */
export function command(line: string): Source {
  return {
    secrets: [],
    read: async () => {
      try {
        const { stdout } = await promisify(exec)(line, { timeout: DEADLINE, encoding: "utf8" });
        const text = stdout.replace(/\r?\n$/, "");
        return text === "" ? failed(line, "it printed nothing") : { outcome: "read", text };
      } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        return failed(line, typeof code === "number" ? `it ended with ${code}` : "it could not be run to its end");
      }
    },
  };
}

/** What the command has printed is not told: it may be half a secret. */
function failed(line: string, what: string): { readonly outcome: "failed"; readonly reason: string } {
  const [program = ""] = line.trim().split(/\s/);
  return { outcome: "failed", reason: `Expected a credential from the command "${program} …", but ${what}.` };
}
