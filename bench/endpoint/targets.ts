import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

/** A server that is measured, as a process of its own. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly process: ChildProcess;
}

/** Every request has these; the signature is anybody's. */
export const HEADERS = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0",
  "content-type": "application/json",
};

/** All live objects have to do with so many megabytes, and new ones with as few: a server that held on to anything would grow, and die under the load. */
const HEAP = ["--max-old-space-size=96", "--max-semi-space-size=8"];

/** A module that prints its address when it listens. */
async function listening(name: string, module: string, ...args: readonly string[]): Promise<Target> {
  const child = spawn(process.execPath, [...HEAP, new URL(module, import.meta.url).pathname, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url]: unknown[] = await once(createInterface(child.stdout), "line");
  return { name, url: String(url), process: child };
}

export const endpoint = (name: string, ...args: readonly string[]): Promise<Target> =>
  listening(name, "../../endpoint/main.ts", ...args);

/** A bare node:http server, and what it says: `bare.ts` tells the form. */
export const bare = (answers: object): Promise<Target> =>
  listening("bare node:http", "bare.ts", JSON.stringify(answers));

/** moto_server, where its command is there. */
export async function moto(): Promise<readonly Target[]> {
  if (spawnSync("moto_server", ["--help"]).status !== 0) return [];
  const port = await freePort();
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  const listens = (): Promise<boolean> =>
    fetch(url).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 100; tries++) {
    await wait(100);
    if (await listens()) return [{ name: "moto_server", url, process: child }];
  }
  child.kill();
  throw new Error("moto_server does not listen");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** The processor time that a process has had, in microseconds; NaN where the system does not tell it in /proc. */
export function processorTime({ process: { pid } }: Target): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const TICK_MICROSECONDS = 10_000;
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
  } catch {
    return Number.NaN;
  }
}

/** The memory that a process holds, in MB. */
export const residentMemory = ({ process: { pid } }: Target): number =>
  Math.round(Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) / 1024);

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
