import { describe, expect, test } from "vitest";
import { startEndpoint } from "../../endpoint/server.ts";
import { tokenBucket } from "../../endpoint/throttle.ts";
import { send } from "./language.ts";

describe("a bucket of two that fills ten times a second", () => {
  function bucket(): { at(milliseconds: number): "taken" | "refused" } {
    let time = 0;
    const take = tokenBucket({ rate: 10, burst: 2 }, () => time);
    return {
      at: (milliseconds) => {
        time = milliseconds;
        try {
          take();
          return "taken";
        } catch {
          return "refused";
        }
      },
    };
  }

  test.each<[rule: string, times: number[], last: "taken" | "refused"]>([
    ["is full at first", [0, 0], "taken"],
    ["is empty then", [0, 0, 0], "refused"],
    ["gives one for each tenth of a second", [0, 0, 100], "taken"],
    ["and not more", [0, 0, 100, 100], "refused"],
    ["nor earlier", [0, 0, 99], "refused"],
    ["loses nothing by refusing", [0, 0, 50, 60, 70, 100], "taken"],
    ["never holds more than two", [0, 60_000, 60_000, 60_000], "refused"],
  ])("%s", (_, times, last) => {
    const fresh = bucket();
    expect(times.map((time) => fresh.at(time)).at(-1)).toBe(last);
  });
});

test("what exceeds the rate is 429 with the limit's type, and changes nothing", async () => {
  const running = await startEndpoint({ throttle: { rate: 0.001, burst: 2 } });
  const create = () => send(running, "POST", "/v2/apis", { name: "a", protocolType: "HTTP" });
  expect((await create()).status).toBe(201);
  expect((await create()).status).toBe(201);
  expect(await create()).toMatchObject({
    status: 429,
    type: "TooManyRequestsException",
    body: { message: expect.any(String), limitType: "RequestRate" },
  });
  await running.close();
});

test("who is not let in takes nothing from those who are", async () => {
  const running = await startEndpoint({ throttle: { rate: 0.001, burst: 1 } });
  for (let index = 0; index < 3; index++) {
    expect((await send(running, "GET", "/v2/apis", undefined, { authorization: undefined })).status).toBe(403);
  }
  expect((await send(running, "GET", "/v2/apis")).status).toBe(200);
  await running.close();
});
