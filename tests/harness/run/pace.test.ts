import { createServer } from "node:http";
import { once } from "node:events";
import { expect, test } from "vitest";
import { now, pause } from "../../../harness/clock.ts";
import { pacer } from "../../../harness/run/pace.ts";
import type { RunOptions } from "../../../harness/run/run.ts";
import { modelOf, ran } from "./language.ts";

const model = await modelOf(new URL("things.yaml", import.meta.url));

/** The statuses of a run's answers, in order, from a server that asks for so many seconds at its first request, and again at each that comes before they are over. */
async function statuses(seconds: number, options: Partial<RunOptions> = {}): Promise<readonly (number | undefined)[]> {
  let open: number | undefined;
  const server = createServer((request, response) => {
    open ??= performance.now() + 1000 * seconds;
    const isEarly = performance.now() < open;
    if (isEarly) response.setHeader("retry-after", String(seconds));
    request.resume().on("end", () => response.writeHead(isEarly ? 429 : 204).end());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { exchanges } = await ran(model, `http://127.0.0.1:${port}`, {
    includes: ({ id }) => id === "deleteThings",
    phases: ["fuzz"],
    concurrency: 1,
    maxRequests: 6,
    ...options,
  });
  server.closeAllConnections();
  server.close();
  return exchanges.map(({ response }) => response?.status);
}

test("a target that answers 429 with Retry-After is left alone for that time", async () => {
  expect(await statuses(1)).toEqual([429, 204, 204, 204, 204, 204]);
});
test("by all that would go out, whatever their unit", async () => {
  const seen = await statuses(1, { concurrency: 4, blocks: 4, maxRequests: 20 });
  expect(seen.lastIndexOf(429)).toBeLessThan(4);
});
test("but not for longer than the run has", async () => {
  expect(await statuses(9, { time: 300 })).toEqual([429]);
});
test("nor for an hour: the run goes on", async () => {
  expect(await statuses(3600)).toEqual([429, 429, 429, 429, 429, 429]);
});

/** Whether a request goes out at last, where each answer has asked for so many milliseconds and each request has waited as it must. */
async function after(...waits: readonly (number | undefined)[]): Promise<string> {
  const pace = pacer(undefined);
  let last = "";
  for (const wait of waits) {
    pace.heed(wait);
    const turn = Promise.resolve(pace.turn({ until: now() + 500, stopped: undefined })).then(() => "goes out");
    last = await Promise.race([turn, pause(50).then(() => "waits")]);
  }
  return last;
}

test("one that asks again and again is waited for three times", async () => {
  expect(await after(1, 1, 1e9)).toBe("waits");
  expect(await after(1, 1, 1, 1e9)).toBe("goes out");
});
test("and again when it has answered meanwhile", async () => {
  expect(await after(1, 1, undefined, 1, 1, 1e9)).toBe("waits");
});
