import { expect, test } from "vitest";
import type { Applied, Credentials } from "../../../harness/credentials/credentials.ts";
import { placeholders } from "../../../harness/credentials/credentials.ts";
import { deliver } from "../../../harness/run/deliver.ts";
import { patienceFor } from "../../../harness/run/patience.ts";
import type { Answer } from "../../../harness/targets/target.ts";
import type { HeaderLine, WireRequest } from "../../../runtime/wire.ts";
import { documentWith } from "./language.ts";

const answered = (status: number, headers: readonly HeaderLine[] = []) => ({ status, headers, body: new Uint8Array() });

/** What is sent where the target answers with these statuses, the credentials are new when they are asked again, and so many requests are left. */
async function sent(
  statuses: readonly number[],
  { renews = true, left = 9, failing = false } = {},
): Promise<readonly string[]> {
  const [operation] = (await documentWith([{ token: [] }])).operations;
  if (operation === undefined) throw new Error("no operation");
  let texts = 0;
  const apply = async (_: unknown, request: WireRequest): Promise<Applied> => {
    texts += 1;
    if (failing && texts > 1) return { outcome: "failed", reason: "no more" };
    const headers = [["authorization", String(texts)] as const];
    return { outcome: "applied", request: { ...request, headers }, renewed: () => Promise.resolve(renews) };
  };
  const credentials: Credentials = { ...placeholders, apply };
  const budget = { requests: 0, maxRequests: left, until: Infinity, stopped: undefined };
  const seen: string[] = [];
  const transmit = (request: WireRequest): Promise<Answer> => {
    const status = statuses[seen.length] ?? 0;
    seen.push(`${request.headers[0]?.[1]}: ${status}`);
    return Promise.resolve({ outcome: "answered", response: answered(status), ms: 1 });
  };
  const request = { method: "GET", target: "/", headers: [] };
  const delivered = await deliver({ credentials, budget }, operation, request, "given", transmit);
  const spent = budget.requests;
  return [...seen, delivered.outcome === "withheld" ? delivered.reason : delivered.outcome, `${spent} more`];
}

test("a request goes out once", async () => {
  expect(await sent([200])).toEqual(["1: 200", "delivered", "0 more"]);
});
test("a 401 is asked again with new credentials, and counted", async () => {
  expect(await sent([401, 200])).toEqual(["1: 401", "2: 200", "delivered", "1 more"]);
});
test("a second 401 is the answer", async () => {
  expect(await sent([401, 401, 200])).toEqual(["1: 401", "2: 401", "delivered", "1 more"]);
});
test("a 401 is the answer where there are no new credentials", async () => {
  expect(await sent([401], { renews: false })).toEqual(["1: 401", "delivered", "0 more"]);
});
test("a 401 is the answer where nothing more may be sent", async () => {
  expect(await sent([401], { left: 0 })).toEqual(["1: 401", "delivered", "0 more"]);
});
test("a 403 says that credentials do not suffice, not that they have run out", async () => {
  expect(await sent([403])).toEqual(["1: 403", "delivered", "0 more"]);
});
test("credentials that cannot be renewed withhold the request", async () => {
  expect(await sent([401], { failing: true })).toEqual(["1: 401", "no more", "0 more"]);
});

const patience = (status: number, retryAfter?: string): number | undefined =>
  patienceFor({ answer: answered(status, retryAfter === undefined ? [] : [["Retry-After", retryAfter]]) });

test.each([
  ["429 with seconds", 429, "2", 2000],
  ["503 with seconds", 503, "0", 0],
  ["429 without a word", 429, undefined, undefined],
  ["429 with more than a run waits", 429, "3600", undefined],
  ["429 with what is no time", 429, "soon", undefined],
  ["429 with a date that is over", 429, "Wed, 21 Oct 2015 07:28:00 GMT", 0],
  ["429 with a date far away", 429, "Tue, 21 Oct 2098 07:28:00 GMT", undefined],
  ["400, whatever it says", 400, "1", undefined],
])("patience is asked for by %s", (_, status, retryAfter, wanted) => {
  expect(patience(status, retryAfter)).toBe(wanted);
});
