import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const MAIN = new URL("../../endpoint/main.ts", import.meta.url).pathname;

export interface Child {
  readonly url: string;
  /** Sends the signal and waits for the end: exit status, or the signal that ended it. */
  end(signal: "SIGKILL" | "SIGTERM" | "SIGINT"): Promise<number | string | null>;
}

/** The endpoint as its own process; ready when it has printed its address. */
export async function startChild(...args: readonly string[]): Promise<Child> {
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error("no standard output");
  const [url]: unknown[] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`ended with ${String(code)} before it listened`))),
  ]);
  return {
    url: String(url),
    end: async (signal) => {
      const ended = once(child, "exit");
      child.kill(signal);
      const [code, by]: (number | string | null)[] = await ended;
      return code ?? by ?? null;
    },
  };
}

/** Runs the command to its end. */
export function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, out: stdout, err: stderr };
}
