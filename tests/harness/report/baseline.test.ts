import { describe, expect, it } from "vitest";
import { readBaseline, withBaseline } from "../../../harness/report/baseline.ts";
import { junitReport } from "../../../harness/report/junit.ts";
import type { BaselineEntry, Report } from "../../../harness/report/report.ts";
import { sarifReport } from "../../../harness/report/sarif.ts";
import { terminalReport } from "../../../harness/report/terminal.ts";
import { end, exchange, finding, reportOf, run } from "./language.ts";
import { fold } from "../../../harness/report/fold.ts";

const TODAY = "2026-11-22";
const entry = (change: Partial<BaselineEntry> = {}): BaselineEntry => ({
  id: "0123456789ab",
  owner: "Ada",
  reason: "ticket 7",
  expires: TODAY,
  ...change,
});
const shows = reportOf(finding(), exchange(202), exchange(201, { operation: "createPet" }), end());
const clean = reportOf(exchange(200), exchange(201, { operation: "createPet" }), end("conforms"));
const outcome = (report: Report, ...entries: readonly BaselineEntry[]): readonly unknown[] => {
  const judged = withBaseline(report, entries, TODAY);
  return [judged.outcome, judged.baseline?.expired.length, judged.baseline?.stale.length];
};

describe("with a baseline a run", () => {
  const OTHER = { id: "ffffffffffff" };
  it("conforms while all its findings are known", () => expect(outcome(shows, entry())).toEqual(["conforms", 0, 0]));
  it("violates with a new finding", () => expect(outcome(shows)).toEqual(["violates", 0, 0]));
  it("violates with an entry past its day", () =>
    expect(outcome(shows, entry({ expires: "2026-11-21" }))).toEqual(["violates", 1, 0]));
  it("violates with an entry whose finding is gone", () => expect(outcome(clean, entry())).toEqual(["violates", 0, 1]));
  it("tells of an entry that is both only that it is stale", () =>
    expect(outcome(clean, entry({ expires: "2020-01-01" }))).toEqual(["violates", 0, 1]));
  it("does not call an entry stale while some operations were not exercised", () =>
    expect(outcome(reportOf(exchange(200), end("conforms")), entry())).toEqual(["conforms", 0, 0]));
  it("calls it stale even so, if the entry's own operation was", () =>
    expect(outcome(reportOf(exchange(200), end("conforms")), entry({ operation: "getPet" }))).toEqual([
      "violates",
      0,
      1,
    ]));
  it("does not call an entry stale whose operation was left out", () =>
    expect(
      outcome(fold([run({ partial: true }), exchange(200), end("conforms")]), entry({ operation: "deletePet" })),
    ).toEqual(["conforms", 0, 0]));
  it("calls an entry stale whose operation the document has no more", () =>
    expect(outcome(clean, entry({ operation: "deletePet" }))).toEqual(["violates", 0, 1]));
  it("that was cut short stays so, and makes nothing stale", () =>
    expect(outcome(reportOf(exchange(200), end("interrupted")), entry())).toEqual(["interrupted", 0, 0]));
  it("judges each finding for itself", () =>
    expect(outcome(reportOf(finding(), finding(OTHER), end()), entry())).toEqual(["violates", 0, 0]));
});

describe("a known finding", () => {
  const report = withBaseline(shows, [entry()], TODAY);
  it("is skipped in JUnit", () =>
    expect(junitReport(report)).toMatch(/<skipped message="known to Ada until 2026-11-22: ticket 7">/));
  it("is suppressed in SARIF", () =>
    expect(JSON.parse(sarifReport(report))).toMatchObject({
      runs: [{ results: [{ suppressions: [{ kind: "external" }] }] }],
    }));
  it("is told in one line on the terminal", () =>
    expect(terminalReport(report, { color: false, width: 100, command: "c" })).toMatch(
      /Known findings.*\n {2}statusCodeConformance {2}getPet {2}0123456789ab of Ada, 2026-11-22: ticket 7\n/,
    ));
});

describe("expired and stale entries have a message of their own", () => {
  const text = (report: Report, ...entries: readonly BaselineEntry[]): string =>
    terminalReport(withBaseline(report, entries, TODAY), { color: false, width: 100, command: "c" });
  it("expired", () =>
    expect(text(shows, entry({ expires: "2020-01-01" }))).toMatch(
      /Expired entries.*agree on a new day\n {2}0123456789ab of Ada, 2020-01-01/,
    ));
  it("stale", () => expect(text(clean, entry())).toMatch(/Stale entries.*take the entry out\n {2}0123456789ab of Ada/));
});

describe("a baseline", () => {
  const read = (content: unknown) => readBaseline(typeof content === "string" ? content : JSON.stringify(content));
  it("is a list of entries", () => expect(read([entry()])).toEqual({ outcome: "read", entries: [entry()] }));
  it.each([
    ["{", "expected a JSON list of entries"],
    [{}, "expected a JSON list of entries"],
    [[null], "entry 1: expected an object"],
    [[{ ...entry(), owner: " " }], "entry 1: expected a text for owner"],
    [[{ id: "a", owner: "b", expires: "2026-01-01" }], "entry 1: expected a text for reason"],
    [[entry({ expires: "2026-02-30" })], 'entry 1: expected a day as 2026-12-31 for expires, but "2026-02-30" came'],
    [[entry({ expires: "31.12.2026" })], 'entry 1: expected a day as 2026-12-31 for expires, but "31.12.2026" came'],
    [[{ ...entry(), until: "x" }], 'entry 1: "until" is none of id, owner, reason, expires, operation'],
    [[entry(), entry()], "entry 2: finding 0123456789ab has an entry already"],
  ])("%j is told what is wrong with it", (content, reason) =>
    expect(read(content)).toEqual({ outcome: "unusable", reason }),
  );
});
