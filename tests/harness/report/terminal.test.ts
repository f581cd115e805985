import { describe, expect, it } from "vitest";
import type { Event } from "../../../harness/log/events.ts";
import { terminalReport } from "../../../harness/report/terminal.ts";
import { end, exchange, finding, reportOf, unanswered } from "./language.ts";

const printed = (color: boolean, ...events: readonly Event[]): string =>
  terminalReport(reportOf(...events), { color, width: 80, command: "npx covenant" });
const text = (...events: readonly Event[]): string => printed(false, ...events);
/** The lines under a heading. */
const section = (heading: RegExp, ...events: readonly Event[]): readonly string[] =>
  text(...events)
    .split("\n\n")
    .find((part) => heading.test(part))
    ?.split("\n")
    .slice(1) ?? [];

describe("the terminal report", () => {
  it("tells a finding so", () =>
    expect(text(exchange(202, { findings: ["0123456789ab"] }), finding(), end())).toMatchInlineSnapshot(`
      "✗ 1/1 statusCodeConformance  getPet
          received    status 202
          documented  200 or 404
          document    pets.yaml:12:9  #/paths/~1pets~1{petId}/get/responses
          request     curl -i http://127.0.0.1:4010/pets/a1 \\
                        -H 'accept: application/json'
          response    202  application/json  {"id":1}
          seen        1 time, first in getPet/fuzz/0
          replay      npx covenant replay 0123456789ab

      Documented statuses that no answer had
        200     no request of this run succeeded so (getPet)
        201     the run ended before this operation's turn (createPet)
        404     no request of this run was answered so (getPet)
        4XX     the run ended before this operation's turn (createPet)

      1 of 2 operations answered 2xx · 1 request · 1 finding · 0 undecided · 1.2 s · seed 7
      ✗ violates  http://127.0.0.1:4010 against pets.yaml
      "
    `));
  it("ends with the sums and the verdict", () =>
    expect(text(exchange(200), end("conforms")).trimEnd().split("\n").slice(-2)).toEqual([
      "1 of 2 operations answered 2xx · 1 request · 0 findings · 0 undecided · 1.2 s · seed 7",
      "✓ conforms  http://127.0.0.1:4010 against pets.yaml",
    ]));
  it("says that a run was killed", () => expect(text()).toMatch(/unfinished: the log has no end {2}http/));
  it("has colours only where they are wanted", () => {
    expect(text(finding(), end())).not.toContain("\u001b");
    expect(printed(true, finding(), end())).toContain("\u001b[31m");
  });
  it("cuts a long command into lines that the shell takes as one", () => {
    const curl = `curl -i http://127.0.0.1:4010/pets -H 'content-type: application/json' -H 'accept: application/json' --data-raw '{"name":"Rex"}'`;
    expect(
      text(finding({ curl }))
        .split("\n")
        .filter((line) => /curl|-H|--data/.test(line)),
    ).toEqual([
      "    request     curl -i http://127.0.0.1:4010/pets \\",
      "                  -H 'content-type: application/json' \\",
      "                  -H 'accept: application/json' --data-raw '{\"name\":\"Rex\"}'",
    ]);
  });
  it("does not print a command that no screen holds", () =>
    expect(text(finding({ curl: `curl ${"x".repeat(5000)}` }))).toContain("(5005 characters: the log has it"));
  it("tells why documented statuses were never seen", () =>
    expect(section(/^Documented statuses/, exchange(200), exchange(201, { operation: "createPet" }))).toEqual([
      "  404     no request of this run was answered so (getPet)",
      "  4XX     no request of this run was answered so (createPet)",
    ]));
  it("tells what the mock did as the mock's, not as undecided", () => {
    const events = [
      unanswered("mockFault", { undecided: ["mock: no answer within 250 ms"] }),
      finding({ mockFault: { class: "ownAnswer", explanation: "Prism answers in its own words." } }),
    ];
    expect(section(/^The mock's own faults/, ...events)).toEqual([
      "  ownAnswer: Prism answers in its own words. (1 deviation in 1 operation)",
      "  no answer to 1 request: no answer within 250 ms (GET /pets/a1)",
    ]);
    expect(section(/^Not decided/, ...events)).toEqual([]);
  });
  it("tells examples that contradict the document, which the mock has handed on, as the document's", () =>
    expect(
      section(
        /^Examples of the document/,
        finding({ received: "r", documented: "d", mockFault: { class: "documentExample", explanation: "Why." } }),
      ),
    ).toEqual(["  getPet  r, documented d (Why.)"]));
  it("tells what was left open, with how often", () =>
    expect(section(/^Not decided/, exchange(409, { verdict: "undecided", undecided: ["a: b"] }))).toEqual([
      "      1 × a: b",
    ]));
  it("tells the stories that were left open, with how often", () =>
    expect(
      section(/^Stories not decided/, { type: "story", unit: "u", operation: "getPet", undecided: "a: b" }),
    ).toEqual(["      1 × a: b"]));
  it("shows at most eight lines of a section, and how many more there are", () => {
    const many = Array.from({ length: 11 }, (_, index) =>
      exchange(409, { verdict: "undecided", undecided: [`a: ${index}`] }),
    );
    const lines = section(/^Not decided/, ...many);
    expect([lines.length, lines.at(-1)]).toEqual([9, "  … and 3 more: see --report html=<file>"]);
  });
});
