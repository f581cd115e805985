import { Worker } from "node:worker_threads";
import type { Tried } from "./outcome.ts";

/** What one pattern may take, by the clock. */
export const MILLISECONDS = 10_000;

/** Every pattern in one of so many threads; a thread that takes too long is ended, be it within a regular expression, and replaced. */
export async function drawAll(
  patterns: readonly string[],
  threads: number,
  tell: (tried: Tried) => void,
): Promise<void> {
  const waiting = [...patterns];
  await Promise.all(
    Array.from({ length: threads }, async () => {
      let worker = start();
      for (let pattern = waiting.shift(); pattern !== undefined; pattern = waiting.shift()) {
        const tried = await oneOf(worker, pattern);
        tell(tried);
        if (tried.outcome.outcome !== "outOfTime") continue;
        await worker.terminate();
        worker = start();
      }
      await worker.terminate();
    }),
  );
}

function start(): Worker {
  return new Worker(new URL("worker.ts", import.meta.url));
}

function oneOf(worker: Worker, pattern: string): Promise<Tried> {
  return new Promise((resolve, reject) => {
    const end = (tried: Tried): void => {
      clearTimeout(timer);
      worker.off("message", end).off("error", reject);
      resolve(tried);
    };
    const late: Tried = { pattern, outcome: { outcome: "outOfTime" }, milliseconds: MILLISECONDS };
    const timer = setTimeout(() => end(late), MILLISECONDS);
    worker.on("message", end).on("error", reject);
    worker.postMessage(pattern, []);
  });
}
