import { describe, expect, it } from "vitest";
import type { Event } from "../../../harness/log/events.ts";
import { fold } from "../../../harness/report/fold.ts";
import { harReport } from "../../../harness/report/har.ts";
import { jsonReport } from "../../../harness/report/json.ts";
import { junitReport } from "../../../harness/report/junit.ts";
import { sarifReport } from "../../../harness/report/sarif.ts";
import { end, exchange, finding, reportOf, run, unanswered } from "./language.ts";

const OPEN = "positiveDataAcceptance: 409 may speak of state";
const report = reportOf(
  exchange(202, { verdict: "violates", findings: ["0123456789ab"] }),
  exchange(409, { operation: "createPet", verdict: "undecided", undecided: [OPEN] }),
  finding(),
  { type: "diagnostic", severity: "information", message: "a note", pointer: "#/info", place: "pets.yaml:2:1" },
  end(),
);

describe("JSON", () => {
  it("is the report as it is", () => expect(JSON.parse(jsonReport(report))).toEqual(report));
});

describe("JUnit XML", () => {
  const xml = junitReport(report);
  /** One line for each test case: its name and what became of it. */
  const suite = (name: string): readonly string[] => {
    const [, inside = ""] = new RegExp(`<testsuite name="${name}[^>]*>(.*?)</testsuite>`, "s").exec(xml) ?? [];
    return [...inside.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|><(\w+))/g)].map(
      ([, check, fault = "passed"]) => `${check} ${fault}`,
    );
  };
  it("has a suite for each operation, with a case for each check that was judged there", () =>
    expect(suite("getPet")).toEqual(["statusCodeConformance failure", "positiveDataAcceptance passed"]));
  it("skips a check that could decide nothing", () =>
    expect(suite("createPet")).toEqual(["statusCodeConformance passed", "positiveDataAcceptance skipped"]));
  it("skips all checks of an operation that nothing reached", () =>
    expect(junitReport(reportOf(end())).match(/<skipped /g)).toHaveLength(4));
  it("adds up its sums", () =>
    expect(xml).toMatch(
      /<testsuites name="covenant pets.yaml" tests="5" failures="1" errors="0" skipped="1" time="1.234">/,
    ));
  it("gives a failure what came, what is documented, and how to see it again", () =>
    expect(xml).toMatch(
      /<failure message="received status 202, documented 200 or 404" type="statusCodeConformance">.*pets\.yaml:12:9.*curl -i.*npx covenant replay 0123456789ab/,
    ));
  it.each(["interrupted", "unreachable"] as const)("has an error in a run that is %s", (outcome) =>
    expect(junitReport(reportOf(end(outcome)))).toMatch(new RegExp(`<error message="${outcome}" `)),
  );
  it("has an error in a run that was killed", () =>
    expect(junitReport(reportOf())).toMatch(/<error message="unfinished" /));
});

describe("SARIF", () => {
  const sarif = JSON.parse(sarifReport(report));
  const [{ tool, results, invocations }] = sarif.runs;
  it("has the version's required parts", () =>
    expect({
      version: sarif.version,
      name: tool.driver.name,
      executionSuccessful: invocations[0].executionSuccessful,
    }).toEqual({ version: "2.1.0", name: "Covenant", executionSuccessful: true }));
  it("has each check for a rule", () =>
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "statusCodeConformance",
      "positiveDataAcceptance",
      "deleteRemoves",
    ]));
  it("has a finding at its place in the document, under its id", () =>
    expect(results).toMatchObject([
      {
        ruleId: "statusCodeConformance",
        ruleIndex: 0,
        level: "error",
        message: { text: expect.stringContaining("received status 202") },
        locations: [
          { physicalLocation: { artifactLocation: { uri: "pets.yaml" }, region: { startLine: 12, startColumn: 9 } } },
        ],
        partialFingerprints: { "covenantFinding/v1": "0123456789ab" },
      },
    ]));
  it("has a diagnostic for a notification", () =>
    expect(invocations[0].toolExecutionNotifications).toMatchObject([{ level: "note", message: { text: "a note" } }]));
  it.each([
    ["my api/pets.yaml:3:4", "my%20api/pets.yaml"],
    ["/home/ada/pets.yaml:3:4", "file:///home/ada/pets.yaml"],
    ["https://example.org/pets.yaml:3:4", "https://example.org/pets.yaml"],
    ["a:b.yaml:3:4", "a%3Ab.yaml"],
  ])("writes %s as the reference %s", (place, uri) =>
    expect(JSON.parse(sarifReport(reportOf(finding({ place }))))).toMatchObject({
      runs: [
        {
          results: [
            {
              locations: [
                { physicalLocation: { artifactLocation: { uri }, region: { startLine: 3, startColumn: 4 } } },
              ],
            },
          ],
        },
      ],
    }),
  );
});

describe("HAR", () => {
  const har = (...events: readonly Event[]) => JSON.parse([...harReport(events)].join("")).log;
  const bound = exchange(200, {
    request: {
      method: "POST",
      target: "/pets/~createPet.1.id~?a=1&b",
      headers: [["content-type", "application/json"]],
      body: '{"owner":"~createPet.1.id~"}',
    },
    bindings: { "~createPet.1.id~": "a/1" },
  });
  it("of a log without exchanges has no entries", () =>
    expect(har(run())).toMatchObject({ version: "1.2", creator: { name: "Covenant", version: "1.0.0" }, entries: [] }));
  it("of an empty log is HAR all the same", () => expect(har()).toMatchObject({ version: "1.2", entries: [] }));
  it("has every exchange, in order", () =>
    expect(
      har(run(), exchange(200), finding(), exchange(404), end()).entries.map(
        (entry: { response: { status: number } }) => entry.response.status,
      ),
    ).toEqual([200, 404]));
  it("has requests as they were sent, values that the target made filled in", () =>
    expect(har(run(), bound).entries[0].request).toMatchObject({
      method: "POST",
      url: "http://127.0.0.1:4010/pets/a%2F1?a=1&b",
      queryString: [
        { name: "a", value: "1" },
        { name: "b", value: "" },
      ],
      postData: { mimeType: "application/json", text: '{"owner":"a/1"}' },
      bodySize: 15,
    }));
  it("has the moment of sending", () =>
    expect(har(run(), exchange(200)).entries[0]).toMatchObject({
      startedDateTime: "2026-11-18T11:06:40.000Z",
      time: 1.5,
      timings: { wait: 1.5 },
    }));
  it("has a body that is no UTF-8 in base64", () =>
    expect(
      har(run(), exchange(200, { response: { status: 200, headers: [], body: { base64: "//4=" } } })).entries[0]
        .response.content,
    ).toEqual({ size: 2, mimeType: "", text: "//4=", encoding: "base64" }));
  it("has a request without an answer, with status 0", () =>
    expect(har(run(), unanswered("reset")).entries[0].response).toMatchObject({ status: 0, _error: "reset" }));
  it("is made piece by piece: no log is held", () => {
    const endless = function* (): Generator<Event> {
      yield run();
      for (;;) yield exchange(200);
    };
    expect([...harReport(endless()).take(1000)]).toHaveLength(1000);
  });
});

describe("every report", () => {
  it("is the same for the same log", () => {
    const events = [run(), exchange(202), finding(), end()];
    for (const text of [jsonReport, junitReport, sarifReport]) expect(text(fold(events))).toBe(text(fold(events)));
  });
});
