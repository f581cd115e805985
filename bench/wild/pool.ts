import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Job, Outcome } from "./outcome.ts";

/** What one document may take: of time, and of the heap. */
export interface Bounds {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export const BOUNDS: Bounds = { milliseconds: 60_000, megabytes: 1500 };

export interface Attempt {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** Runs every job in one of so many threads; a thread that breaks a bound is ended and replaced. */
export async function runAll(
  jobs: readonly Job[],
  threads: number,
  bounds: Bounds,
  tell: (attempt: Attempt) => void,
): Promise<void> {
  const waiting = [...jobs];
  await Promise.all(
    Array.from({ length: threads }, async () => {
      let worker = start(bounds);
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        const begun = performance.now();
        const outcome = await oneOf(worker, job, bounds);
        tell({ job, outcome, milliseconds: performance.now() - begun });
        if (outcome.outcome !== "outOfTime" && outcome.outcome !== "outOfMemory") continue;
        await worker.terminate();
        worker = start(bounds);
      }
      await worker.terminate();
    }),
  );
}

function start({ megabytes }: Bounds): Worker {
  const worker = new Worker(new URL("worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  // Each job hears of it by itself; without a listener it would end the process.
  worker.on("error", () => {});
  return worker;
}

async function oneOf(worker: Worker, job: Job, { milliseconds }: Bounds): Promise<Outcome> {
  const over = new AbortController();
  const { signal } = over;
  const answer = once(worker, "message", { signal }).then(([outcome]): Outcome => outcome);
  const late = wait(milliseconds, undefined, { signal }).then((): Outcome => ({
    outcome: "outOfTime",
    pointer: "",
    reason: `more than ${milliseconds / 1000} s`,
  }));
  worker.postMessage(job, []);
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { outcome: "outOfMemory", pointer: "", reason: code };
  } finally {
    over.abort();
    for (const promise of [answer, late]) promise.catch(() => {});
  }
}
