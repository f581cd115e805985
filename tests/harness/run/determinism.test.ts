import { beforeAll, expect, test } from "vitest";
import { startEndpoint } from "../../../endpoint/server.ts";
import type { RunOptions } from "../../../harness/run/run.ts";
import type { Model } from "../../../model/model.ts";
import { apigateway, ran, sentBy } from "./language.ts";

type Sent = ReadonlyMap<string, readonly string[]>;

/** A list of everyone's, and operations deep below with values that only others make. */
const OPERATIONS = ["getApis", "deleteRoute", "updateRouteResponse"];

let model: Model;
let whole: Sent;

beforeAll(async () => {
  model = await apigateway();
  whole = await sent({ concurrency: 1 });
});

/** What a run sends to a new endpoint. */
async function sent(options: Partial<RunOptions>): Promise<Sent> {
  const endpoint = await startEndpoint();
  const includes: RunOptions["includes"] = ({ id }) => OPERATIONS.includes(id);
  const result = await ran(model, endpoint.url, { seed: 7, includes, ...options });
  await endpoint.close();
  expect(result.outcome).toBe("conforms");
  return sentBy(result);
}

test("a run is made of its units, in every phase", () => {
  const names = ["coverage/0", "fuzz/0"].flatMap((name) => OPERATIONS.map((id) => `${id}/${name}`));
  const stories = ["deleteRoute/stateful/0", "updateRouteResponse/stateful/0"];
  expect([...whole.keys()]).toEqual(expect.arrayContaining([...names, ...stories]));
  expect([...whole.values()].flat().length).toBeGreaterThan(500);
});

test.each([8, 32])(
  "the same seed sends the same bytes in the same units, %i units in flight or one (law 3)",
  async (concurrency) => expect(await sent({ concurrency })).toEqual(whole),
);

test("the shards of a run send together what the whole run sends, each unit in one of them (law 4)", async () => {
  const shards: Sent[] = [];
  for (const index of [1, 2, 3, 4]) shards.push(await sent({ shard: { index, count: 4 } }));
  const together = shards.flatMap((shard) => [...shard]).toSorted(([one], [other]) => (one < other ? -1 : 1));
  expect(together).toEqual([...whole]);
});

test("another seed sends others", async () => {
  expect(await sent({ seed: 8, phases: ["fuzz"] })).not.toEqual(await sent({ phases: ["fuzz"] }));
});
