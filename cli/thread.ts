import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData } from "./threads.ts";

enableCompileCache();
const { joinLog } = await import("../harness/log/write.ts");
const { run } = await import("../harness/run/run.ts");
const { prepare } = await import("./prepare.ts");

const { asked, index, threads, places, log: file }: ThreadData = workerData;
const next = new Int32Array(places);
const stop = new AbortController();
parentPort?.once("message", (reason) => stop.abort(reason));
const { model, target, options } = await prepare(asked, stop.signal);
const log = joinLog(file, (reason) => stop.abort(reason));

/** What all threads may do together, in parts that are as equal as can be. */
const part = (whole: number): number => Math.floor(whole / threads) + (index < whole % threads ? 1 : 0);
const { concurrency, maxRequests, rate } = options;
const end = await run(
  model,
  target,
  {
    ...options,
    concurrency: part(concurrency),
    maxRequests: part(maxRequests),
    ...(rate !== undefined && { rate: rate / threads }),
    share: { index, take: () => Atomics.add(next, 0, 1) },
  },
  (event) => {
    if (event.type !== "end") log.append(event);
  },
);
log.close();
await target.close();
parentPort?.postMessage(end);
parentPort?.close();
