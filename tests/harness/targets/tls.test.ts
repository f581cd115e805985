import { once } from "node:events";
import { createServer } from "node:https";
import { afterEach, describe, expect, test } from "vitest";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import { documentWith, eventsOf } from "../credentials/language.ts";
import { selfSigned, type Certified } from "./certificate.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server over TLS, by its port. */
async function secure(certified: Certified): Promise<number> {
  const server = createServer({ key: certified.key, cert: certified.cert }, (_, response) => void response.end());
  await once(server.listen(0, "127.0.0.1"), "listening");
  closing.push(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function why(url: string): Promise<string> {
  const opened = openHttpTarget(url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  const answer = await opened.target.send({ method: "GET", target: "/", headers: [] }, { deadline: 5000 });
  await opened.target.close();
  return answer.outcome === "failed" ? `${answer.failure}: ${answer.detail}` : answer.outcome;
}

describe("a target that cannot be reached says why", () => {
  test("its certificate is not trusted", async () => {
    expect(await why(`https://127.0.0.1:${await secure(selfSigned())}`)).toBe(
      "refused: its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): name the file of its authority in NODE_EXTRA_CA_CERTS",
    );
  });
  test("its name does not resolve", async () => {
    expect(await why("http://nowhere.invalid")).toMatch(
      /^refused: its name does not resolve \((?:ENOTFOUND|EAI_AGAIN)\)$/,
    );
  });
  test("nobody listens", async () => {
    expect(await why("http://127.0.0.1:1")).toMatch(/^refused: ECONNREFUSED/);
  });
});

test.each(["an unknown certificate", "an unknown name"])("%s ends a run at once as unreachable", async (what) => {
  const url = what.includes("name") ? "http://nowhere.invalid" : `https://127.0.0.1:${await secure(selfSigned())}`;
  const events = await eventsOf(await documentWith([]), url);
  const reason = what.includes("name") ? "its name does not resolve" : "its certificate is not trusted";
  expect(events.at(-1)).toMatchObject({ type: "end", outcome: "unreachable" });
  expect(JSON.stringify(events.at(-1))).toContain(`${url} cannot be reached: ${reason}`);
  expect(events.filter(({ type }) => type === "exchange" || type === "finding")).toEqual([]);
});
