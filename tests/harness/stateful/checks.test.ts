import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../../model/json.ts";
import type { Model, Operation } from "../../../model/model.ts";
import { deleteRemoves } from "../../../harness/stateful/deleteRemoves.ts";
import { ensureResourceAvailability } from "../../../harness/stateful/ensureResourceAvailability.ts";
import { idempotence } from "../../../harness/stateful/idempotence.ts";
import { locationResolves } from "../../../harness/stateful/locationResolves.ts";
import { nextPageResolves } from "../../../harness/stateful/nextPageResolves.ts";
import { putReplaces } from "../../../harness/stateful/putReplaces.ts";
import { readOnlyIgnored } from "../../../harness/stateful/readOnlyIgnored.ts";
import { rejectionLeavesNoTrace } from "../../../harness/stateful/rejectionLeavesNoTrace.ts";
import type { StatefulCheck, Told } from "../../../harness/stateful/story.ts";
import { updateMerges } from "../../../harness/stateful/updateMerges.ts";
import { updateReflected } from "../../../harness/stateful/updateReflected.ts";
import { useAfterFree } from "../../../harness/stateful/useAfterFree.ts";
import { answered, asked, operationOf, petsModel } from "../state/language.ts";

let model: Model;
beforeAll(async () => {
  model = await petsModel();
});

/** A step as it went: method, what was sent, status, what was shown. */
type Step = readonly [
  role: string,
  method: "GET" | "PUT" | "PATCH" | "POST" | "DELETE",
  sent: Json | undefined,
  status: number,
  shown?: Json | undefined,
];

const told = ([, method, sent, status, shown]: Step, more: Partial<Operation> = {}): Told => {
  const operation: Operation = { ...operationOf(model, "getShop"), ...more, method };
  return { operation, request: asked(method, "/shops/s1", sent), response: answered(status, shown) };
};

const verdict = (check: StatefulCheck, steps: readonly Step[], more?: Partial<Operation>): string =>
  check.judge(new Map(steps.map((step) => [step[0], { ...told(step, more), changed: ["owner"] }]))).outcome;

describe("deleteRemoves", () => {
  const story = (status: number): Step[] => [
    ["before", "GET", undefined, 200, {}],
    ["delete", "DELETE", undefined, 204],
    ["after", "GET", undefined, status, {}],
  ];
  it("is broken by a read that still succeeds", () => expect(verdict(deleteRemoves, story(200))).toBe("violates"));
  it.each([404, 410, 403, 500])("is kept by %i afterwards", (status) =>
    expect(verdict(deleteRemoves, story(status))).toBe("conforms"),
  );
  it("is open where the deletion was refused", () =>
    expect(verdict(deleteRemoves, story(200).with(1, ["delete", "DELETE", undefined, 409]))).toBe("undecided"));
  it("is not asked of a deletion that was only accepted", () =>
    expect(verdict(deleteRemoves, story(200).with(1, ["delete", "DELETE", undefined, 202]))).toBe("conforms"));
});

describe("nextPageResolves", () => {
  const story = (second: number, third: number): Step[] => [
    ["second", "GET", undefined, second, {}],
    ["third", "GET", undefined, third, {}],
  ];
  it.each([404, 410])("is broken by %i where the list has said that it goes on", (status) =>
    expect(verdict(nextPageResolves, story(200, status))).toBe("violates"),
  );
  it.each([200, 400, 429, 500])("is kept by %i: what it means is told by another check, or nobody's fault", (status) =>
    expect(verdict(nextPageResolves, story(200, status))).toBe("conforms"),
  );
  it("is open where there was no page to go on from", () =>
    expect(verdict(nextPageResolves, story(429, 404))).toBe("undecided"));
});

describe("useAfterFree", () => {
  const story = (status: number): Step[] => [
    ["before", "PATCH", {}, 200, {}],
    ["delete", "DELETE", undefined, 204],
    ["use", "PATCH", {}, status, {}],
  ];
  it("is broken by a write that still succeeds", () => expect(verdict(useAfterFree, story(200))).toBe("violates"));
  it("is kept by a refusal", () => expect(verdict(useAfterFree, story(404))).toBe("conforms"));
});

describe("ensureResourceAvailability and locationResolves", () => {
  const story = (created: number, read: number): Step[] => [
    ["create", "POST", {}, created, {}],
    ["read", "GET", undefined, read, {}],
  ];
  it.each([
    [ensureResourceAvailability, 201, 404, "violates"],
    [ensureResourceAvailability, 201, 200, "conforms"],
    [ensureResourceAvailability, 202, 404, "undecided"],
    [ensureResourceAvailability, 409, 404, "undecided"],
    [locationResolves, 201, 404, "violates"],
    [locationResolves, 201, 200, "conforms"],
  ] as const)("$name: created %i, read %i: %s", (check, created, read, outcome) =>
    expect(verdict(check, story(created, read))).toBe(outcome),
  );
});

describe("updateReflected", () => {
  const story = (shown: Json | undefined, after: Json, again: Json = after): Step[] => [
    ["before", "GET", undefined, 200, { name: "old" }],
    ["write", "PATCH", { name: "new" }, shown === undefined ? 204 : 200, shown],
    ["after", "GET", undefined, 200, after],
    ["again", "GET", undefined, 200, again],
  ];
  it("is kept where a read shows what the update answered", () =>
    expect(verdict(updateReflected, story({ name: "new" }, { name: "new", more: 1 }))).toBe("conforms"));
  it("is broken where it shows something else", () =>
    expect(verdict(updateReflected, story({ name: "new" }, { name: "old" }))).toBe("violates"));
  it("leaves out what every read shows otherwise", () =>
    expect(verdict(updateReflected, story({ seen: 1 }, { seen: 2 }, { seen: 3 }))).toBe("conforms"));
  it("is broken, without an answered body, where what was sent has changed nothing", () =>
    expect(verdict(updateReflected, story(undefined, { name: "old" }))).toBe("violates"));
  it("is kept, without an answered body, where the server made something else of it", () =>
    expect(verdict(updateReflected, story(undefined, { name: "NEW" }))).toBe("conforms"));
});

describe("updateMerges", () => {
  const merges = { merges: { removedBy: "" } };
  const story = (before: Json, sent: Json, after: Json, filled: Json = before): Step[] => [
    ["first", "GET", undefined, 200, {}],
    ["fill", "PATCH", filled, 200, before],
    ["before", "GET", undefined, 200, before],
    ["again", "GET", undefined, 200, before],
    ["write", "PATCH", sent, 200, after],
    ["after", "GET", undefined, 200, after],
  ];
  it.each<[string, Json, Json, Json, string]>([
    ["keeps what it is not given", { a: "1", b: "2" }, { a: "3" }, { a: "3", b: "2" }, "conforms"],
    ["does not lose what it is not given", { a: "1", b: "2" }, { a: "3" }, { a: "3" }, "violates"],
    ["merges maps key by key", { m: { x: "1" } }, { m: { y: "2" } }, { m: { x: "1", y: "2" } }, "conforms"],
    ["does not replace maps", { m: { x: "1" } }, { m: { y: "2" } }, { m: { y: "2" } }, "violates"],
    ["takes out by the removing value", { a: "1" }, { a: "" }, {}, "conforms"],
    ["does not keep what the removing value names", { a: "1" }, { a: "" }, { a: "1" }, "violates"],
    ["may show a default for what was taken out", { a: "1" }, { a: "" }, { a: "default" }, "conforms"],
    ["reads null as not given", { a: "1" }, { a: null }, { a: "1" }, "conforms"],
    ["sets what it is given", { a: "1" }, { a: "2" }, { a: "1" }, "violates"],
  ])("%s", (_, before, sent, after, outcome) =>
    expect(verdict(updateMerges, story(before, sent, after), merges)).toBe(outcome),
  );
  it("is not asked where the document does not say so", () =>
    expect(updateMerges.plots(model, operationOf(model, "updateShop"))).toEqual([]));
});

describe("rejectionLeavesNoTrace", () => {
  const story = (status: number, after: Json, first: Json = { a: 1 }): Step[] => [
    ["first", "GET", undefined, 200, first],
    ["before", "GET", undefined, 200, { a: 1 }],
    ["write", "PATCH", { a: 2 }, status, {}],
    ["after", "GET", undefined, 200, after],
  ];
  it("is broken where a refusal has changed something", () =>
    expect(verdict(rejectionLeavesNoTrace, story(400, { a: 2 }))).toBe("violates"));
  it("is kept where all reads as before", () =>
    expect(verdict(rejectionLeavesNoTrace, story(400, { a: 1 }))).toBe("conforms"));
  it("says nothing of a write that was taken", () =>
    expect(verdict(rejectionLeavesNoTrace, story(200, { a: 2 }))).toBe("conforms"));
  it("leaves out what every read shows otherwise", () =>
    expect(verdict(rejectionLeavesNoTrace, story(400, { a: 2 }, { a: 0 }))).toBe("conforms"));
  it("is open where the read itself is refused", () =>
    expect(verdict(rejectionLeavesNoTrace, story(429, {}).with(3, ["after", "GET", undefined, 429, {}]))).toBe(
      "undecided",
    ));
  it("is broken where a refusal has taken the resource away", () =>
    expect(verdict(rejectionLeavesNoTrace, story(400, {}).with(3, ["after", "GET", undefined, 404, {}]))).toBe(
      "violates",
    ));
});

describe("idempotence", () => {
  const puts = (twice: number, after: Json): Step[] => [
    ["once", "PUT", { a: 1 }, 200, {}],
    ["after once", "GET", undefined, 200, { a: 1 }],
    ["again", "GET", undefined, 200, { a: 1 }],
    ["twice", "PUT", { a: 1 }, twice, {}],
    ["after twice", "GET", undefined, 200, after],
  ];
  it("of a PUT is kept by the same state", () => expect(verdict(idempotence, puts(200, { a: 1 }))).toBe("conforms"));
  it("of a PUT is broken by another state", () => expect(verdict(idempotence, puts(200, { a: 2 }))).toBe("violates"));
  it("of a PUT is broken by a refusal the second time", () =>
    expect(verdict(idempotence, puts(400, { a: 1 }))).toBe("violates"));
  it.each([
    [204, "conforms"],
    [404, "conforms"],
    [410, "conforms"],
    [400, "violates"],
  ])("of a DELETE: %i the second time: %s", (status, outcome) =>
    expect(
      verdict(idempotence, [
        ["once", "DELETE", undefined, 204],
        ["twice", "DELETE", undefined, status],
      ]),
    ).toBe(outcome),
  );
});

describe("putReplaces", () => {
  const story = (after: Json, original: Json = {}): Step[] => [
    ["original", "GET", undefined, 200, original],
    ["full", "PUT", { a: 1, b: 2 }, 200, {}],
    ["between", "GET", undefined, 200, { a: 1, b: 2 }],
    ["bare", "PUT", { a: 1 }, 200, {}],
    ["after", "GET", undefined, 200, after],
  ];
  it("is broken where a member outlives a PUT without it", () =>
    expect(verdict(putReplaces, story({ a: 1, b: 2 }))).toBe("violates"));
  it("is kept where it is gone", () => expect(verdict(putReplaces, story({ a: 1 }))).toBe("conforms"));
  it("is kept where it was so from the start: a default", () =>
    expect(verdict(putReplaces, story({ a: 1, b: 2 }, { b: 2 }))).toBe("conforms"));
});

describe("readOnlyIgnored", () => {
  const story = (after: Json): Step[] => [
    ["first", "GET", undefined, 200, { owner: "a" }],
    ["before", "GET", undefined, 200, { owner: "a" }],
    ["write", "PATCH", { owner: "b" }, 200, {}],
    ["after", "GET", undefined, 200, after],
  ];
  it("is broken where a client's value is taken", () =>
    expect(verdict(readOnlyIgnored, story({ owner: "b" }))).toBe("violates"));
  it("is kept where it is ignored", () => expect(verdict(readOnlyIgnored, story({ owner: "a" }))).toBe("conforms"));
});
