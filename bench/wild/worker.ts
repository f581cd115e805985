/** Reads and generates one document after the other, in a process that its master can end. */
import { generate, writeGenerated } from "../../generator/index.ts";
import { readDocument } from "../../model/index.ts";
import type { Answer, Job, Outcome } from "./outcome.ts";

process.on("message", (job: Job) => void answer(job));

async function answer(job: Job): Promise<void> {
  const said: Answer = { outcome: await attempt(job), megabytes: process.resourceUsage().maxRSS / 1000 };
  process.send?.(said);
}

async function attempt({ file, out, runtime }: Job): Promise<Outcome> {
  try {
    const read = await readDocument(file);
    if (read.outcome === "unusable") {
      const fault = read.diagnostics.find(({ severity }) => severity === "error");
      return { outcome: "unusable", pointer: fault?.pointer ?? "", reason: fault?.message ?? "" };
    }
    const files = await generate(read.model, runtime === undefined ? {} : { runtime });
    if (out !== undefined) await writeGenerated(out, files);
    return { outcome: "generated", operations: read.model.operations.length, files: files.length };
  } catch (error) {
    return {
      outcome: "failed",
      pointer: "",
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
