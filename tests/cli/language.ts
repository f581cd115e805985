import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach } from "vitest";
import { DEFECTS } from "../../endpoint/defects.ts";
import { startEndpoint } from "../../endpoint/server.ts";

const BIN = new URL("../../bin/covenant.js", import.meta.url).pathname;
export const DOCUMENT = new URL("../../spec/apigatewayv2.yaml", import.meta.url).pathname;

const root = mkdtempSync(join(tmpdir(), "covenant-cli-"));
afterAll(() => rmSync(root, { recursive: true }));

/** An empty folder for one test. */
export const folder = (): string => mkdtempSync(join(root, "in-"));

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
  /** What stands in the command's folder afterwards. */
  readonly files: readonly string[];
}

/** Runs the real command to its end in a folder; `onStart` is given what sends it a signal. */
export async function covenant(
  cwd: string,
  args: readonly string[],
  onStart: (signal: (name: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: 25_000 });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => out.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => err.push(data.toString()));
  onStart((name) => child.kill(name));
  const [status]: (number | null)[] = await once(child, "close");
  return {
    status: status ?? null,
    out: out.join(""),
    err: err.join(""),
    ms: performance.now() - began,
    files: readdirSync(cwd),
  };
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The endpoint, with a fault if one is named. */
export async function endpoint(defect?: string): Promise<string> {
  const fault = DEFECTS.find(({ name }) => name === defect);
  const running = await startEndpoint(fault === undefined ? {} : { defect: fault });
  closing.push(() => running.close());
  return running.url;
}

/** A server that answers so. */
export async function server(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  await new Promise<void>((resolve) => void listening.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => (listening.close(resolve), listening.closeAllConnections())));
  const address = listening.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}
