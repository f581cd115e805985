import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Event } from "../../../harness/log/events.ts";
import { run, runEvent, type RunOptions } from "../../../harness/run/run.ts";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import { readDocument } from "../../../model/index.ts";
import { bytesOf } from "../received.ts";

export const DOCUMENT = new URL("pets.yaml", import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), "covenant-log-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A file of this test file's own; with a content, if one is given. */
export function file(content?: string | Uint8Array): string {
  const name = join(folder, String((files += 1)));
  if (content !== undefined) writeFileSync(name, content);
  return name;
}

export const text = (name: string): string => readFileSync(name, "utf8");

export const lines = (events: readonly Event[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join("");

export interface Pets {
  readonly url: string;
  /** Requests that came so far. */
  readonly received: () => number;
  close(): Promise<void>;
}

/** A server of pets.yaml with two faults: what it finds has a number for an id, and a pet without an age breaks it. */
export async function startPets(onRequest: (count: number) => void = () => undefined): Promise<Pets> {
  let count = 0;
  const server = createServer(async (request, response) => {
    onRequest((count += 1));
    const { status, body } = answer(request, (await bytesOf(request)).toString());
    response.writeHead(status, body === undefined ? {} : { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    received: () => count,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer({ method, url }: IncomingMessage, body: string): { readonly status: number; readonly body?: object } {
  if (method === "GET") return url === "/pets/a1" ? { status: 200, body: { id: 1, name: "Rex" } } : { status: 404 };
  const pet = parsed(body);
  if (pet === undefined) return { status: 400 };
  return "age" in pet ? { status: 201, body: { id: "a1", name: "Rex" } } : { status: 500 };
}

function parsed(body: string): { readonly name: string } | undefined {
  try {
    const pet: { readonly name: string } | null = JSON.parse(body);
    return typeof pet?.name === "string" ? pet : undefined;
  } catch {
    return undefined;
  }
}

/** The events of a real run of the harness over the pets. */
export async function realEvents(options: Partial<RunOptions> = {}): Promise<readonly Event[]> {
  const pets = await startPets();
  const read = await readDocument(DOCUMENT);
  const opened = openHttpTarget(pets.url);
  if (read.outcome !== "read" || opened.outcome !== "opened") throw new Error("the test's own document or server");
  const events: Event[] = [];
  const whole: RunOptions = {
    seed: 1,
    concurrency: 4,
    maxRequests: 150,
    phases: ["examples", "coverage", "fuzz"],
    includes: () => true,
    blocks: 1,
    deadline: 5000,
    shrinkTime: 1000,
    signal: new AbortController().signal,
    ...options,
  };
  events.push(runEvent(read.model, opened.target, whole));
  await run(read.model, opened.target, whole, (event) => events.push(event));
  await opened.target.close();
  await pets.close();
  return events;
}
