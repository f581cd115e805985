import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Answer, Job } from "./outcome.ts";

/** What one document may take: of time, and of the heap. */
export interface Bounds {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export const BOUNDS: Bounds = { milliseconds: 60_000, megabytes: 1500 };

/** A process that has had more than this in memory is replaced, so that its peak is not put down to the next document. */
const LARGE = 500;

export interface Attempt extends Answer {
  readonly job: Job;
  readonly milliseconds: number;
}

/** Runs every job in one of so many processes; one that breaks a bound is ended and replaced. */
export async function runAll(
  jobs: readonly Job[],
  processes: number,
  bounds: Bounds,
  tell: (attempt: Attempt) => void,
): Promise<void> {
  const waiting = [...jobs];
  await Promise.all(
    Array.from({ length: processes }, async () => {
      let child = start(bounds);
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        const begun = performance.now();
        const answer = await oneOf(child, job, bounds);
        tell({ job, ...answer, milliseconds: performance.now() - begun });
        if (answer.megabytes < LARGE && !isBroken(answer)) continue;
        child.kill("SIGKILL");
        child = start(bounds);
      }
      child.kill();
    }),
  );
}

function isBroken({ outcome }: Answer): boolean {
  return outcome.outcome === "outOfTime" || outcome.outcome === "outOfMemory";
}

function start({ megabytes }: Bounds): ChildProcess {
  return fork(new URL("worker.ts", import.meta.url), {
    execArgv: [`--max-old-space-size=${megabytes}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

async function oneOf(child: ChildProcess, job: Job, { milliseconds }: Bounds): Promise<Answer> {
  const over = new AbortController();
  const { signal } = over;
  const broken = (outcome: "outOfTime" | "outOfMemory", reason: string): Answer => ({
    outcome: { outcome, pointer: "", reason },
    megabytes: 0,
  });
  const answer = once(child, "message", { signal }).then(([said]): Answer => said);
  const ended = once(child, "exit", { signal }).then(([code, signal]) =>
    broken("outOfMemory", `the process ended: ${String(signal ?? code)}`),
  );
  const late = wait(milliseconds, undefined, { signal }).then(() =>
    broken("outOfTime", `more than ${milliseconds / 1000} s`),
  );
  child.send(job);
  try {
    return await Promise.race([answer, ended, late]);
  } finally {
    over.abort();
    for (const promise of [answer, ended, late]) promise.catch(() => {});
  }
}
