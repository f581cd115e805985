import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { now } from "../clock.ts";
import { PRELOAD } from "./prism-preload.ts";

export interface PrismOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** Answers drawn from the schema instead of the same one each time; `false` by default. */
  readonly dynamic?: boolean;
  /** CORS headers and an answer to every preflight; `false` by default: no document has those. */
  readonly cors?: boolean;
}

export interface PrismProcess {
  isAlive(): boolean;
  /** The next error that it writes, `URIError: URI malformed`; where it has ended, the last one, empty if there was none. */
  nextError(): Promise<string>;
  stop(): Promise<void>;
}

export type StartedProcess =
  | { readonly outcome: "running"; readonly process: PrismProcess }
  | { readonly outcome: "unusable"; readonly reason: string };

const BINARY = createRequire(import.meta.url).resolve("@stoplight/prism-cli/dist/index.js");
const START_LIMIT = 60_000;
/** Characters of its output that are kept: an error and its stack. */
const LAST_WORDS = 8000;

/** Starts `prism mock` on 127.0.0.1 and waits until it takes connections: a second, more for large documents. */
export async function startProcess(file: string, port: number, options: PrismOptions): Promise<StartedProcess> {
  // Another server there would be taken for Prism.
  if (await accepts(port)) return { outcome: "unusable", reason: `Port ${port} of 127.0.0.1 is taken.` };
  const flags = ["-v", "fatal", "--host", "127.0.0.1", "--port", String(port)];
  const chosen = [`--cors=${options.cors ?? false}`, `--dynamic=${options.dynamic ?? false}`];
  const child = spawn(process.execPath, ["--import", PRELOAD, BINARY, "mock", file, ...flags, ...chosen], {
    stdio: ["pipe", "pipe", "pipe"],
    // What a test runner or debugger put there is not meant for Prism.
    env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1", FORCE_COLOR: "0" },
  });
  const supervised = supervise(child);
  const start = now();
  while (supervised.isAlive() && now() - start < START_LIMIT) {
    if (await accepts(port)) return { outcome: "running", process: supervised };
    await sleep(25);
  }
  const problem = supervised.isAlive() ? `does not listen after ${START_LIMIT} ms` : "ended while starting";
  await supervised.stop();
  return { outcome: "unusable", reason: `The Prism mock ${problem}. ${await supervised.nextError()}`.trimEnd() };
}

function supervise(child: ChildProcess): PrismProcess {
  let words = "";
  let tell: ((error: string) => void) | undefined;
  const lastError = (): string => words.match(/^\w*Error: .*$/gm)?.at(-1) ?? "";
  const listen = (text: Buffer | string): void => {
    words = (words + text.toString()).slice(-LAST_WORDS);
    if (lastError() !== "") tell?.(lastError());
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  child.stdin?.on("error", () => undefined);
  child.on("error", (error) => listen(`Error: ${error.message}`));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const isAlive = (): boolean => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  const stop = async (): Promise<void> => {
    if (!isAlive()) return ended;
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), 1000);
    await ended;
    clearTimeout(killer);
  };
  const nextError = (): Promise<string> => {
    if (isAlive()) words = "";
    const next = new Promise<string>((resolve) => (tell = resolve));
    return Promise.race([next, ended.then(lastError)]);
  };
  return { isAlive, nextError, stop };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await once(server.close(), "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
