import * as fc from "fast-check";
import { expect, test } from "vitest";

import { Gate } from "../../../harness/targets/gate.ts";

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
};

/** Starts every piece of work at its moment; gives what was running whenever something began. */
async function run(work: readonly Work[]): Promise<readonly Running[]> {
  const gate = new Gate();
  const running = { together: 0, alone: 0 };
  const seen: Running[] = [];
  const piece = ({ kind, lasts, fails }: Work) =>
    gate[kind](async () => {
      running[kind]++;
      seen.push({ ...running });
      await turns(lasts);
      running[kind]--;
      if (fails) throw new Error("this piece fails");
    });
  await Promise.allSettled(work.map(async (each) => (await turns(each.starts), piece(each))));
  return seen;
}

interface Work {
  readonly kind: "together" | "alone";
  readonly starts: number;
  readonly lasts: number;
  readonly fails: boolean;
}
interface Running {
  readonly together: number;
  readonly alone: number;
}

const works = fc.array(
  fc.record<Work>({
    kind: fc.constantFrom("together", "alone"),
    starts: fc.nat(20),
    lasts: fc.nat(20),
    fails: fc.boolean(),
  }),
);

test("what is alone is alone, and everything gets its turn, whatever fails", async () => {
  await fc.assert(
    fc.asyncProperty(works, async (work) => {
      const seen = await run(work);
      expect(seen).toHaveLength(work.length);
      expect(seen.filter(({ together, alone }) => alone > 1 || (alone === 1 && together > 0))).toEqual([]);
    }),
  );
});

test("what may run together does", async () => {
  const work = { kind: "together", starts: 0, lasts: 9, fails: false } as const;
  expect(await run([work, work, work])).toContainEqual({ together: 3, alone: 0 });
});
