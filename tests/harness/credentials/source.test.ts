import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fixed, held, type Held, type Read } from "../../../harness/credentials/source.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A source that says 1, 2, 3, ... */
function counting(more: { readonly seconds?: number } = {}): Held {
  let times = 0;
  return held({
    secrets: ["own"],
    read: () => Promise.resolve({ outcome: "read", text: String((times += 1)), ...more }),
  });
}
const pass = (seconds: number): void => void vi.advanceTimersByTime(seconds * 1000);
const text = async (kept: Held): Promise<string> => textOf(await kept.current());
const textOf = (read: Read): string => (read.outcome === "read" ? read.text : read.reason);

test("a text is read once and kept", async () => {
  const kept = counting();
  expect([await text(kept), await text(kept)]).toEqual(["1", "1"]);
  pass(1e6);
  expect(await text(kept)).toBe("1");
});

test("many that ask at once have one reading", async () => {
  const kept = counting();
  expect(await Promise.all([text(kept), text(kept), text(kept)])).toEqual(["1", "1", "1"]);
});

test("a text is read again before its time is over", async () => {
  const kept = counting({ seconds: 100 });
  await text(kept);
  pass(89);
  expect(await text(kept)).toBe("1");
  pass(2);
  expect(await text(kept)).toBe("2");
});

test("a refused text is read again, at most once a minute", async () => {
  const kept = counting();
  await text(kept);
  pass(59);
  expect(await kept.renewed("1")).toBe(false);
  pass(2);
  expect(await kept.renewed("1")).toBe(true);
  expect(await text(kept)).toBe("2");
  expect(await kept.renewed("2")).toBe(false);
});

test("who was refused with an older text is told of the newer one at once", async () => {
  const kept = counting();
  await text(kept);
  pass(61);
  expect(await Promise.all([kept.renewed("1"), kept.renewed("1")])).toEqual([true, true]);
  expect(await kept.renewed("1")).toBe(true);
  expect(await text(kept)).toBe("2");
});

test("a text that comes back the same is no new one", async () => {
  const kept = held(fixed("always"));
  await text(kept);
  pass(61);
  expect(await kept.renewed("always")).toBe(false);
});

test("every text ever given out is a secret, and what the source was given", async () => {
  const kept = counting({ seconds: 1 });
  await text(kept);
  pass(2);
  await text(kept);
  expect(kept.secrets()).toEqual(["own", "1", "2"]);
});
