import { openLog } from "../../harness/log/write.ts";
import { newFold } from "../../harness/report/fold.ts";
import type { Event } from "../../harness/log/events.ts";
import { run, runEvent, type RunOptions } from "../../harness/run/run.ts";
import type { Target } from "../../harness/targets/target.ts";
import type { Model } from "../../model/model.ts";

export interface Run {
  /** Requests a second, from the first answer to the last. */
  readonly rate: number;
  /** Milliseconds until the first answer: what is built once. */
  readonly start: number;
}

/** The whole harness: fuzz blocks without end until so many requests are sent, each drawn, encoded, judged, logged to a file and folded into a report. */
export async function harness(
  model: Model,
  target: Target,
  concurrency: number,
  requests: number,
  file: string,
): Promise<Run> {
  const opened = openLog(file, fail);
  if (opened.outcome === "unusable") throw new Error(opened.reason);
  const fold = newFold();
  const began = performance.now();
  let answers = 0;
  let first = 0;
  let last = 0;
  const emit = (event: Event): void => {
    opened.log.append(event);
    fold.add(event);
    if (event.type !== "exchange") return;
    last = performance.now();
    answers += 1;
    if (answers === 1) first = last;
  };
  const options: RunOptions = {
    phases: ["fuzz"],
    blocks: Infinity,
    includes: () => true,
    seed: 1,
    concurrency,
    maxRequests: requests,
    deadline: 10_000,
    shrinkTime: 0,
    signal: new AbortController().signal,
  };
  emit(runEvent(model, target, options));
  await run(model, target, options, emit);
  opened.log.close();
  return { rate: (answers - 1) / ((last - first) / 1000), start: first - began };
}

function fail(reason: string): never {
  throw new Error(reason);
}
