import { describe, expect, it } from "vitest";
import type { Event } from "../../../harness/log/events.ts";
import { fold } from "../../../harness/report/fold.ts";
import { end, exchange, finding, reportOf, run, unanswered } from "./language.ts";

describe("a report of no events", () => {
  it("is unfinished, and has the shape of any other", () =>
    expect(Object.keys(fold([])).filter((name) => name !== "reason")).toEqual(Object.keys(reportOf())));
});

describe("statuses", () => {
  const { statuses } = reportOf(exchange(200), exchange(200), exchange(500), exchange(409, { operation: "createPet" }));
  it("have a documented one that never came with 0", () =>
    expect(statuses["getPet"]).toMatchObject({ 200: 2, 404: 0 }));
  it("have one that came without being documented", () => expect(statuses["getPet"]).toMatchObject({ 500: 1 }));
  it("do not have what a request of another method was answered", () => {
    const violation = { name: "method", at: "method PUT", pointer: "#/paths/~1pets" };
    expect(reportOf(exchange(405, { violation })).statuses["getPet"]).toEqual({ 200: 0, 404: 0 });
  });
  it("are counted under a documented range", () => expect(statuses["createPet"]).toEqual({ 201: 0, "4XX": 1 }));
  it("are first seen by the first request of the first unit, whatever came first", () => {
    const request = (target: string) => ({ method: "GET", target, headers: [] });
    const { firstSeen } = reportOf(
      exchange(200, { unit: "b/fuzz/0", request: request("/b") }),
      exchange(200, { unit: "a/fuzz/0", request: request("/a1") }),
      exchange(200, { unit: "a/fuzz/0", request: request("/a2") }),
    );
    expect(firstSeen["getPet"]).toEqual({ 200: { unit: "a/fuzz/0", request: "GET /a1" } });
  });
});

describe("a status that was never seen has for a reason", () => {
  const reason = (status: string, ...events: readonly Event[]): string | undefined =>
    reportOf(...events).neverSeen.find((never) => never.operation === "getPet" && never.status === status)?.reason;
  it("that its requests could not be made, and why", () =>
    expect(
      reason("200", {
        type: "diagnostic",
        severity: "warning",
        pointer: "#",
        operation: "getPet",
        message: "createPet answered 500",
      }),
    ).toBe("createPet answered 500"));
  it("that the run ended before", () => expect(reason("200")).toBe("the run ended before this operation's turn"));
  it("that the mock broke every time", () =>
    expect(reason("200", unanswered("mockFault"))).toBe("the mock broke on every request of this operation"));
  it("what such an answer takes, where others came", () =>
    expect(reason("200", exchange(404))).toBe("no request of this run succeeded so"));
  it("that a mock keeps no state, where it takes one", () =>
    expect(fold([run({ mock: true }), exchange(200)]).neverSeen[0]).toEqual({
      operation: "getPet",
      status: "404",
      reason: "a mock keeps no state, no keys and no limits",
    }));
  it("none, once it was seen", () => expect(reason("200", exchange(200))).toBeUndefined());
});

describe("findings", () => {
  const small = { request: { method: "GET", target: "/", headers: [] } };
  it("have the shrunk witness, whatever came last", () =>
    expect(reportOf(finding({ stage: "shrunk", shrinkRequests: 9 }), finding(small)).findings).toMatchObject([
      { shrinkRequests: 9 },
    ]));
  it("have the smaller of two witnesses", () =>
    expect(reportOf(finding(), finding(small), finding()).findings).toMatchObject([{ request: { target: "/" } }]));
  it("are counted by the exchanges that show them", () =>
    expect(
      reportOf(finding(), exchange(202, { findings: ["0123456789ab"] }), exchange(202, { findings: ["0123456789ab"] }))
        .findings,
    ).toMatchObject([{ seen: 2 }]));
  const doubt = { type: "flaky", id: "0123456789ab", shown: 1, tries: 5 } as const;
  it("that did not show again are flaky, with how often they did", () => {
    const report = reportOf(finding(), doubt, end("conforms"));
    expect([report.findings, report.totals.findings]).toEqual([[], 0]);
    expect(report.flaky).toMatchObject([{ id: "0123456789ab", shown: 1, tries: 5 }]);
  });
  it("that one shard has shrunk are findings, though another could not show them again", () => {
    const report = reportOf(finding(), doubt, finding({ stage: "shrunk" }));
    expect([report.findings.length, report.flaky.length]).toEqual([1, 0]);
  });
  it.each([
    ["of the mock", "ownAnswer", 1, 0],
    ["that are an example of the document, handed on by the mock,", "documentExample", 0, 1],
  ])("%s stand apart", (_whose, kind, faults, examples) => {
    const report = reportOf(finding({ mockFault: { class: kind, explanation: "Why." } }));
    expect([report.findings, report.totals.findings]).toEqual([[], 0]);
    expect([report.mockFaults.length, report.documentExamples.length]).toEqual([faults, examples]);
  });
});

describe("what is undecided", () => {
  const open = { verdict: "undecided", undecided: ["positiveDataAcceptance: 409 may speak of state"] } as const;
  it("is counted by its reason", () =>
    expect(reportOf(exchange(409, open), exchange(409, open)).undecided).toEqual([
      { reason: "positiveDataAcceptance: 409 may speak of state", times: 2 },
    ]));
  it("is counted of stories apart from answers", () => {
    const story = { type: "story", unit: "u", operation: "getPet", undecided: "deleteRemoves: nothing" } as const;
    const report = reportOf(story, story);
    expect(report.undecidedStories).toEqual([{ reason: "deleteRemoves: nothing", times: 2 }]);
    expect([report.totals.undecided, report.undecided]).toEqual([0, []]);
  });
  it("is not where the mock broke: that is told as such", () => {
    const report = reportOf(unanswered("mockFault", { undecided: ["mock: no answer within 250 ms"] }));
    expect([report.totals.undecided, report.undecided]).toEqual([0, []]);
    expect(report.mockBreaks).toEqual([
      { reason: "no answer within 250 ms", times: 1, operation: "getPet", request: "GET /pets/a1" },
    ]);
  });
});

describe("what units say of requests that could not be made", () => {
  const note = (unit: string, times: number): Event => ({
    type: "diagnostic",
    severity: "warning",
    pointer: "#",
    operation: "getPet",
    unit,
    message: "m",
    times,
  });
  it("is one note, its times added up", () =>
    expect(reportOf(note("getPet/fuzz/0", 2), note("getPet/fuzz/1", 3)).diagnostics).toEqual([
      { severity: "warning", pointer: "#", operation: "getPet", message: "m", times: 5 },
    ]));
});

describe("the run", () => {
  it("is whole with all its operations", () => expect(reportOf(end()).whole).toBe(true));
  it("is not whole without some", () => expect(fold([run({ partial: true })]).whole).toBe(false));
  it("is not whole as one shard of several", () =>
    expect(fold([run({ shard: { index: 1, count: 2 } })]).whole).toBe(false));
});
