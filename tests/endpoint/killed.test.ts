import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEndpoint } from "../../endpoint/server.ts";
import { startChild } from "./child.ts";
import { idOf, newFamily, send, type Family } from "./language.ts";

const KILLS = 20;
const WRITERS = 4;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type At = { readonly url: string };

/** All members of the update with a number: they belong together. */
const update = (number: number): object => ({
  modelSelectionExpression: String(number),
  responseParameters: { even: { required: number % 2 === 0 }, third: { required: number % 3 === 0 } },
});

/** One that creates models, and one that updates its route response, each until the server is gone. */
class Writer {
  readonly family: Family;
  readonly created: string[] = [];
  sent = 0;
  acknowledged = 0;

  constructor(family: Family) {
    this.family = family;
  }

  async create(at: At): Promise<never> {
    for (;;) {
      const model = { name: `Number${++this.sent}`, schema: "{}" };
      this.created.push(idOf(await send(at, "POST", `${this.family.api}/models`, model), "modelId"));
    }
  }

  async update(at: At): Promise<never> {
    for (;;) {
      const number = ++this.sent;
      await send(at, "PATCH", this.family.routeResponse, update(number));
      this.acknowledged = number;
    }
  }
}

const countOf = (writers: readonly Writer[]): number =>
  writers.reduce((sum, { created }) => sum + created.length, 0) + Math.max(...writers.map((one) => one.acknowledged));

/** Kills the process in the midst of what all the writers send. */
async function killed(database: string, writers: readonly Writer[], more: number): Promise<void> {
  const child = await startChild("--db", database);
  const enough = countOf(writers) + more;
  const writing = Promise.allSettled(writers.flatMap((writer) => [writer.create(child), writer.update(child)]));
  while (countOf(writers) < enough) await new Promise(setImmediate);
  await child.end("SIGKILL");
  await writing;
}

test(
  `what ${WRITERS} writers were told is done is there after ${KILLS} kills in the midst of it, and nothing is half there`,
  { timeout: 120_000 },
  async () => {
    const database = join(folder, "killed.db");
    const first = await startEndpoint({ file: database });
    const writers: Writer[] = [];
    for (let index = 0; index < WRITERS; index++) writers.push(new Writer(await newFamily(first)));
    await first.close();

    for (let round = 0; round < KILLS; round++) await killed(database, writers, 5 + (round % 7));

    const last = await startEndpoint({ file: database });
    for (const { family, created, acknowledged, sent } of writers) {
      const models = (await send(last, "GET", `${family.api}/models?maxResults=500`)).body["items"];
      const kept = new Set(Object(models).map(({ modelId }: { modelId: string }) => modelId));
      expect(created.filter((id) => !kept.has(id))).toEqual([]);
      const { body } = await send(last, "GET", family.routeResponse);
      const number = Number(body["modelSelectionExpression"]);
      // An update may be kept whose acknowledgement the kill has cut off.
      expect(number).toBeGreaterThanOrEqual(acknowledged);
      expect(number).toBeLessThanOrEqual(sent);
      expect(body).toMatchObject(update(number));
    }
    await last.close();
  },
);
