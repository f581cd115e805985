import type { Model, Operation } from "../../model/model.ts";
import { placeholders, type Credentials } from "../credentials/credentials.ts";
import type { LoggedResponse, Step } from "../log/events.ts";
import { loggedResponse, wireRequest } from "../log/logged.ts";
import { judge, type Finding } from "../judge.ts";
import { responseFor } from "../judged.ts";
import { schemaEngine } from "../schema/index.ts";
import { evaluate } from "../state/expression.ts";
import { deliver } from "./deliver.ts";
import { fill } from "../state/slots.ts";
import type { Target } from "../targets/target.ts";
import { viewsOf } from "../views.ts";
import { classify } from "../wire/classify.ts";

export type Replayed =
  | { readonly outcome: "replayed"; readonly response: LoggedResponse; readonly findings: readonly Finding[] }
  | { readonly outcome: "failed"; readonly failure: string; readonly refused: boolean }
  /** The document no longer has the operation, or a step's answer lacks a value that a later step needs. */
  | { readonly outcome: "impossible"; readonly reason: string };

/** Sends a finding's requests again, in order, each with the values that the present answers give; judges the last answer. */
export async function replay(
  model: Model,
  target: Target,
  steps: readonly Step[],
  deadline: number,
  credentials: Credentials = placeholders,
): Promise<Replayed> {
  const values = new Map<string, string | number | boolean>();
  const budget = { requests: 0, maxRequests: Infinity, stopped: undefined };
  for (const [index, step] of steps.entries()) {
    const operation = model.operations.find(({ id }) => id === step.operation);
    if (operation === undefined)
      return { outcome: "impossible", reason: `the document has no operation ${step.operation} any more` };
    const filled = fill(wireRequest(step.request), values);
    const manner = step.credentials === "placeholder" && credentials.given ? "given" : step.credentials;
    const delivered = await deliver({ credentials, budget }, operation, filled, manner, (whole) =>
      target.send(whole, { deadline }),
    );
    if (delivered.outcome === "withheld") return { outcome: "impossible", reason: delivered.reason };
    const { request, answer } = delivered;
    if (answer.outcome === "failed")
      return {
        outcome: "failed",
        failure: `${answer.failure}: ${answer.detail}`,
        refused: answer.failure === "refused",
      };
    if (answer.outcome !== "answered")
      return { outcome: "impossible", reason: answer.outcome === "unsendable" ? answer.reason : answer.detail };
    if (index === steps.length - 1)
      return {
        outcome: "replayed",
        response: loggedResponse(answer.response),
        findings: findingsOf(model, operation, request, answer.response, answer.ms),
      };
    for (const [token, expression] of Object.entries(step.makes)) {
      const value = evaluate(expression, { path: operation.path, request, response: answer.response });
      if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
        return {
          outcome: "impossible",
          reason: `${operation.id} answered ${answer.response.status} without ${expression}, which a later request needs`,
        };
      }
      values.set(token, value);
    }
  }
  return { outcome: "impossible", reason: "the finding has no request" };
}

/** The state is taken as known: the steps before have just made it. */
function findingsOf(
  model: Model,
  operation: Operation,
  request: Parameters<typeof classify>[1],
  response: Parameters<typeof loggedResponse>[0],
  ms: number,
): readonly Finding[] {
  const views = viewsOf(model, schemaEngine(model.resolve));
  const verdict = judge({
    operation,
    request,
    response,
    classification: classify(operation, request, views.request),
    state: { known: true },
    documented: responseFor(operation, response.status),
    schemas: views.response,
    operations: model.operations,
    ms,
  });
  return verdict.verdict === "violates" ? verdict.findings : [];
}
