import type { Strength } from "../harness/draw/combinations.ts";
import type { Phase } from "../harness/log/events.ts";
import type { Shard } from "../harness/run/plan.ts";
import type { RunOptions } from "../harness/run/run.ts";
import type { Target } from "../harness/targets/target.ts";
import type { Model } from "../model/model.ts";
import { AUTH_OPTIONS, credentialsOf } from "./auth.ts";
import { loadConfig } from "./config.ts";
import { guardFor, HOST_OPTIONS } from "./hosts.ts";
import { REPORT_OPTIONS } from "./reports.ts";
import { explainPrism, openTarget } from "./target.ts";
import { readModel, UsageError, wholeNumber, type readArguments } from "./usage.ts";

/** What `check` and `fuzz` have in common. */
export const RUN_OPTIONS = {
  url: { type: "string" },
  mock: { type: "boolean", default: false },
  seed: { type: "string" },
  concurrency: { type: "string", default: "8" },
  threads: { type: "string", default: "1" },
  rate: { type: "string" },
  timeout: { type: "string", default: "10s" },
  "max-requests": { type: "string", default: "1000000000" },
  include: { type: "string", multiple: true, default: [] as string[] },
  exclude: { type: "string", multiple: true, default: [] as string[] },
  strength: { type: "string", default: "2" },
  shard: { type: "string" },
  log: { type: "string" },
  quiet: { type: "boolean", default: false },
  ...AUTH_OPTIONS,
  ...HOST_OPTIONS,
  ...REPORT_OPTIONS,
} as const;

export type RunFlags = ReturnType<typeof readArguments<typeof RUN_OPTIONS>>["values"];

/** What the two do differently. */
export type RunManner = Pick<RunOptions, "phases" | "blocks"> &
  Pick<Partial<RunOptions>, "time" | "explores" | "earlier">;

/** What a run is asked to be, in words: each of its threads makes of it what it needs. */
export interface Asked {
  readonly document: string;
  readonly flags: RunFlags;
  readonly manner: RunManner;
}

/** What is needed for a run, or for one of its threads. */
export interface Prepared {
  readonly model: Model;
  readonly target: Target;
  readonly options: RunOptions;
}

/** Reads the document and opens the target. */
export async function prepare({ document, flags, manner }: Asked, signal: AbortSignal): Promise<Prepared> {
  const model = await readModel(document);
  const { redact = [] } = (await loadConfig(undefined)) ?? {};
  const options: RunOptions = { ...runOptions(flags, model, signal), ...manner, redact };
  const guard = guardFor(flags.url, model.operations.filter(options.includes), flags["allow-host"]);
  return { model, options, target: guard(await openTarget(document, flags.url)) };
}

function runOptions(flags: RunFlags, model: Model, signal: AbortSignal): Omit<RunOptions, keyof RunManner> {
  const ids = new Set(model.operations.map(({ id }) => id));
  const unknown = [...flags.include, ...flags.exclude].find((id) => !ids.has(id));
  if (unknown !== undefined) {
    throw new UsageError(
      `Expected an operation of the document after --include or --exclude, but "${unknown}" is none of ${[...ids].join(", ")}.`,
    );
  }
  return {
    seed: wholeNumber("--seed", flags.seed ?? "", 0, 2 ** 31 - 1),
    concurrency: wholeNumber("--concurrency", flags.concurrency, 1, 1024),
    ...(flags.rate !== undefined && { rate: wholeNumber("--rate", flags.rate, 1, 1e6) }),
    maxRequests: wholeNumber("--max-requests", flags["max-requests"], 1, 1e9),
    includes: ({ id }) => (flags.include.length === 0 || flags.include.includes(id)) && !flags.exclude.includes(id),
    strength: strengthOf(flags.strength),
    shard: shardOf(flags.shard),
    deadline: milliseconds("--timeout", flags.timeout),
    shrinkTime: 30_000,
    signal,
    // The mock looks only whether credentials are there: it gets no real ones.
    credentials: credentialsOf(flags.mock ? { ...flags, auth: [] } : flags, model, flags.url ?? "", process.env),
    ...(flags.mock && { explain: explainPrism }),
  };
}

function strengthOf(text: string): Strength {
  if (text !== "2" && text !== "3") throw new UsageError(`Expected 2 or 3 after --strength, but "${text}" came.`);
  return text === "2" ? 2 : 3;
}

function shardOf(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count || count > 10_000)
    throw new UsageError(`Expected a part such as 2/4 after --shard, from 1/1 to 10000/10000, but "${text}" came.`);
  return { index, count };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `90s`, `10m`, `2h`, `500ms` in milliseconds. */
export function milliseconds(flag: string, text: string): number {
  const [, amount, unit = "s"] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const value = Number(amount) * (UNITS[unit] ?? 1);
  if (amount === undefined || value < 1 || value > 31 * 86_400_000)
    throw new UsageError(`Expected a time such as 500ms, 90s, 10m or 2h after ${flag}, but "${text}" came.`);
  return value;
}

export const PHASES: readonly Phase[] = ["examples", "coverage", "fuzz", "stateful"];
