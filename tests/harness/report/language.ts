import type { Event, ExchangeEvent, FindingEvent, LoggedRequest, RunEvent } from "../../../harness/log/events.ts";
import { fold } from "../../../harness/report/fold.ts";
import type { Report } from "../../../harness/report/report.ts";

/** Events as a run logs them, each with only what a test is about. */
export const run = (change: Partial<RunEvent> = {}): RunEvent => ({
  type: "run",
  covenant: "1.0.0",
  document: "pets.yaml",
  digest: "d",
  target: "http://127.0.0.1:4010",
  mock: false,
  seed: 7,
  config: {},
  checks: { statusCodeConformance: "Every status is one that the operation documents.", positiveDataAcceptance: "…" },
  stories: { deleteRemoves: "What was deleted cannot be read any more." },
  documented: {
    getPet: { method: "GET", path: "/pets/{petId}", statuses: ["200", "404"] },
    createPet: { method: "POST", path: "/pets", statuses: ["201", "4XX"] },
  },
  ...change,
});

const REQUEST: LoggedRequest = { method: "GET", target: "/pets/a1", headers: [["accept", "application/json"]] };

/** An exchange with `status` for its answer. */
export const exchange = (status: number, change: Partial<ExchangeEvent> = {}): ExchangeEvent => ({
  type: "exchange",
  unit: "getPet/fuzz/0",
  operation: "getPet",
  phase: "fuzz",
  mode: "positive",
  request: REQUEST,
  credentials: "placeholder",
  response: { status, headers: [["content-type", "application/json"]], body: '{"id":1}' },
  at: 1_795_000_000_000,
  ms: 1.5,
  verdict: "conforms",
  ...change,
});

/** An exchange that nobody answered. */
export const unanswered = (failure: "reset" | "mockFault", change: Partial<ExchangeEvent> = {}): ExchangeEvent => {
  const { response: _response, ...rest } = exchange(0, { verdict: "undecided", ...change });
  return { ...rest, failure };
};

export const finding = (change: Partial<FindingEvent> = {}): FindingEvent => ({
  type: "finding",
  stage: "met",
  id: "0123456789ab",
  check: "statusCodeConformance",
  operation: "getPet",
  pointer: "#/paths/~1pets~1{petId}/get/responses",
  place: "pets.yaml:12:9",
  received: "status 202",
  documented: "200 or 404",
  unit: "getPet/fuzz/0",
  seed: 7,
  path: "3",
  request: REQUEST,
  response: { status: 202, headers: [["content-type", "application/json"]], body: '{"id":1}' },
  sequence: [{ operation: "getPet", request: REQUEST, credentials: "placeholder", makes: {} }],
  curl: "curl -i http://127.0.0.1:4010/pets/a1 -H 'accept: application/json'",
  ...change,
});

export const end = (outcome: "conforms" | "violates" | "interrupted" | "unreachable" = "violates"): Event => ({
  type: "end",
  outcome,
  ms: 1234,
});

export const reportOf = (...events: readonly Event[]): Report => fold([run(), ...events]);

/** Everything that a document or a target can put into a report, as `text`. */
export function tainted(text: string): Report {
  const request: LoggedRequest = { method: text, target: text, headers: [[text, text]], body: text };
  const step = { operation: text, role: text, request, credentials: "placeholder" as const, makes: { [text]: text } };
  const events: readonly Event[] = [
    run({
      document: text,
      target: text,
      covenant: text,
      documented: { [`operation${text}`]: { method: text, path: text, statuses: ["200", "404"] } },
    }),
    exchange(200, {
      operation: `operation${text}`,
      unit: text,
      request,
      undecided: [`check: ${text}`],
      verdict: "undecided",
    }),
    unanswered("mockFault", { operation: text, request, undecided: [text] }),
    finding({
      check: text,
      operation: text,
      pointer: text,
      place: `${text}:1:2`,
      received: text,
      documented: text,
      violation: { name: text, at: text, pointer: text },
      unit: text,
      request,
      response: { status: 200, headers: [[text, text]], body: text },
      sequence: [step, step],
      curl: text,
    }),
    finding({ id: "doubtful", operation: text, received: text }),
    { type: "flaky", id: "doubtful", shown: 1, tries: 3 },
    finding({ id: "fault", operation: text, mockFault: { class: text, explanation: text } }),
    finding({ id: "example", operation: text, mockFault: { class: "documentExample", explanation: text } }),
    { type: "diagnostic", severity: "warning", message: text, pointer: text, place: text },
    { type: "coverage", operation: text, strength: 2, tuples: 3, covered: 2 },
    { type: "story", unit: text, operation: text, undecided: text },
    { type: "end", outcome: "interrupted", reason: text, ms: 1 },
  ];
  return fold(events);
}
