import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { now, pause } from "../harness/clock.ts";
import type { EndEvent } from "../harness/log/events.ts";
import { joinEnds } from "../harness/log/join.ts";
import { readLines } from "../harness/log/read.ts";
import type { Asked } from "./prepare.ts";
import type { Sink } from "./sink.ts";

/** What a thread of a run is given. Its messages: from it its end, to it why the run is to end. */
export interface ThreadData {
  readonly asked: Asked;
  /** From 0. */
  readonly index: number;
  readonly threads: number;
  /** One number: the next place of the plan. */
  readonly places: SharedArrayBuffer;
  readonly log: string;
}

/** In a clone the sources run as they are; a published package has only what was built from them. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.js", import.meta.url);

/** Milliseconds between two looks at what the threads have written. */
const LOOK = 100;

/**
 * Does a run in several threads. Units are independent of each other (law 3), so each thread does on its own those that it takes of the
 * plan, and writes its events to the log that all have in common; here the log is read as it grows, because every report is a fold of it (law 6).
 */
export async function runInThreads(
  asked: Asked,
  threads: number,
  log: string,
  sink: Pick<Sink, "emit" | "see">,
  signal: AbortSignal,
): Promise<EndEvent> {
  const began = now();
  let read = statSync(log).size;
  const look = (): void => {
    for (const { event, start, bytes } of readLines(log, read)) {
      sink.see(event);
      read = start + bytes.length + 1;
    }
  };
  const places = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workers = Array.from({ length: threads }, (_, index) => {
    const workerData: ThreadData = { asked, index, threads, places, log };
    return new Worker(THREAD, { workerData });
  });
  const stop = (): void => {
    const { reason }: { readonly reason: unknown } = signal;
    for (const worker of workers) worker.postMessage(typeof reason === "string" ? reason : undefined);
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const ending = Promise.all(workers.map(endOf));
    let ends = await Promise.race([ending, pause(LOOK)]);
    for (; ends === undefined; ends = await Promise.race([ending, pause(LOOK)])) look();
    look();
    const [first, ...more] = ends;
    const joined = more.reduce((one, other) => joinEnds(one, other) ?? one, first);
    if (joined === undefined) throw new Error("a run has at least one thread");
    const end = { ...joined, ms: Math.round(now() - began) };
    sink.emit(end);
    return end;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** The end of a thread's part. Rejects with what it threw. */
function endOf(worker: Worker): Promise<EndEvent> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve).once("error", reject);
    worker.once("exit", () => reject(new Error("a thread of the run ended without a word")));
  });
}
