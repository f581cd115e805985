import { beforeAll, describe, expect, test, vi } from "vitest";
import { DEFECTS } from "../../endpoint/defects.ts";
import type { Defect } from "../../endpoint/defects/defect.ts";
import { startEndpoint } from "../../endpoint/server.ts";
import type { FindingEvent, LoggedRequest } from "../../harness/log/events.ts";
import { statefulChecks } from "../../harness/stateful/index.ts";
import { readDocument } from "../../model/index.ts";
import type { Model } from "../../model/model.ts";
import { trial, type Trial } from "../harness/reference/trial.ts";

let model: Model;
beforeAll(async () => {
  // The endpoint tells its operator of what it has not foreseen; here it is foreseen.
  vi.spyOn(console, "error").mockReturnValue();
  const outcome = await readDocument("spec/apigatewayv2.yaml");
  if (outcome.outcome !== "read") throw new Error("The document is unusable.");
  ({ model } = outcome);
});

/** Many requests show these, and which of the small ones comes first is chance. */
const SHOWN_BY_MANY = new Set([
  "stack-trace",
  "latin1-echo",
  "rare-500",
  "update-lost",
  "refused-and-written",
  "description-1000",
]);

/** The operation that a counterexample is a request of; for a method that its path does not have, the one that reads there. */
function operationOf({ counterexample }: Defect): string {
  const [method = "", target = ""] = counterexample.split(" ");
  const kind = /routeresponses|models|routes/.exec(target)?.[0] ?? "apis";
  const name = { routeresponses: "RouteResponse", models: "Model", routes: "Route", apis: "Api" }[kind] ?? "";
  const verb = { POST: "create", PATCH: "update", DELETE: "delete" }[method] ?? "get";
  return `${verb}${name}${verb === "get" && target.split("?")[0]?.endsWith(kind) ? "s" : ""}`;
}

/** What a defective endpoint is found out by, with the operation of its counterexample alone. */
async function told(defect: Defect): Promise<Trial> {
  const at = await startEndpoint({ defect });
  const operation = operationOf(defect);
  const isStateful = statefulChecks.some(({ name }) => name === defect.check);
  const phases = isStateful ? (["stateful"] as const) : (["coverage", "fuzz"] as const);
  const result = await trial(model, at.url, 1, { includes: ({ id }) => id === operation, phases, blocks: 4 });
  await at.close();
  return result;
}

/** `PATCH …/routeresponses/{routeResponseId} {}`: as counterexamples are written, with names for values that the endpoint has made. */
function shown({ method, target, body }: LoggedRequest): string {
  const path = target
    .replaceAll(/~[\w.-]+\.([\w-]+)~/g, "{$1}")
    .replace(/^\/v2\/apis\/.*\/(routeresponses|models|routes)/, "…/$1");
  return `${method} ${path}${typeof body === "string" ? ` ${body}` : ""}`;
}

const steps = ({ sequence }: FindingEvent): readonly string[] => sequence.map(({ request }) => shown(request));
/** Without what comes after it, or has come before. */
const smallest = ({ counterexample }: Defect): string => counterexample.split(/, | where | without /)[0] ?? "";

describe("the harness finds, by the check that must find it, and shows in the smallest way,", () => {
  test.each(DEFECTS.filter(({ name }) => !SHOWN_BY_MANY.has(name)))("$name: $description", async (defect) => {
    const { findings } = await told(defect);
    const right = findings.filter(({ check }) => check === defect.check);
    expect(right.flatMap(steps)).toContain(smallest(defect));
  });
});

describe("the harness finds, by the check that must find it, and shows in a small way,", () => {
  test.each(DEFECTS.filter(({ name }) => SHOWN_BY_MANY.has(name)))("$name: $description", async (defect) => {
    const { findings } = await told(defect);
    const right = findings.filter(({ check, stage }) => check === defect.check && stage === "shrunk");
    expect(Math.min(...right.flatMap(steps).map(({ length }) => length))).toBeLessThan(smallest(defect).length + 40);
  });
});

test("a sound endpoint is not blamed", async () => {
  const at = await startEndpoint();
  const { findings } = await trial(model, at.url, 1, { maxRequests: 800 });
  await at.close();
  expect(findings).toEqual([]);
});
