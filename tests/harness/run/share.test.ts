import * as fc from "fast-check";
import { expect, test } from "vitest";
import { taken } from "../../../harness/run/share.ts";

test("whoever asks when: every item is taken once, and by each in the order of all", () => {
  fc.assert(
    fc.property(fc.nat({ max: 30 }), fc.array(fc.nat({ max: 3 }), { maxLength: 60 }), (length, asking) => {
      const items = Array.from({ length }, (_, item) => item);
      let places = 0;
      const threads = [0, 1, 2, 3].map(() => taken(items, () => places++));
      const got: number[][] = [[], [], [], []];
      const ask = (thread: number): boolean => {
        const next = threads[thread]?.next();
        if (next?.done === false) got[thread]?.push(next.value);
        return next?.done === false;
      };
      for (const thread of asking) ask(thread);
      for (const thread of [0, 1, 2, 3]) while (ask(thread));
      expect(got.flat().toSorted((a, b) => a - b)).toEqual(items);
      for (const own of got) expect(own).toEqual(own.toSorted((a, b) => a - b));
    }),
  );
});

test("endless plans are taken from too", () => {
  let places = 0;
  function* endless(): Generator<number> {
    for (let item = 0; ; item += 1) yield item;
  }
  const [one, other] = [taken(endless(), () => places++), taken(endless(), () => places++)];
  expect([one, one, other, one, other].map((thread) => thread.next().value)).toEqual([0, 1, 2, 3, 4]);
});
