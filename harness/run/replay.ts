import type { Model, Operation } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { placeholders, type Credentials } from "../credentials/credentials.ts";
import type { Manner } from "../credentials/manner.ts";
import { judge, type Finding } from "../judge.ts";
import { responseFor, type StateKnowledge } from "../judged.ts";
import type { FindingEvent, LoggedResponse, Step } from "../log/events.ts";
import { loggedResponse, wireRequest } from "../log/logged.ts";
import { schemaEngine } from "../schema/index.ts";
import { evaluate } from "../state/expression.ts";
import { fill } from "../state/slots.ts";
import { knowledgeOf, learn as learnState } from "../state/knowledge.ts";
import { incomingLinks } from "../state/links.ts";
import { State } from "../state/state.ts";
import { statefulChecks } from "../stateful/index.ts";
import type { Told } from "../stateful/story.ts";
import { findingsOf as storyFindings } from "../stateful/tell.ts";
import type { Answer, Target } from "../targets/target.ts";
import { viewsOf, type Views } from "../views.ts";
import { classify } from "../wire/classify.ts";
import { deliver } from "./deliver.ts";

export type Replayed =
  | { readonly outcome: "replayed"; readonly response: LoggedResponse; readonly findings: readonly Finding[] }
  | { readonly outcome: "failed"; readonly failure: string; readonly refused: boolean }
  /** The document no longer has the operation, or a step's answer lacks a value that a later step needs. */
  | { readonly outcome: "impossible"; readonly reason: string };

/** Sends a finding's requests again, in order, each with the values that the present answers give; judges the last answer, or the story that they tell. */
export async function replay(
  model: Model,
  target: Target,
  { check, sequence }: Pick<FindingEvent, "check" | "sequence">,
  deadline: number,
  credentials: Credentials = placeholders,
): Promise<Replayed> {
  const values = new Map<string, string | number | boolean>();
  const story = new Map<string, Told>();
  const state = new State(incomingLinks(model));
  const views = viewsOf(model, schemaEngine(model.resolve));
  const all = new Set(model.operations.map(({ id }) => id));
  let last: Sent | undefined;
  let findings: readonly Finding[] = [];
  for (const step of sequence) {
    const sent = await sendStep(model, target, step, values, deadline, credentials);
    if (!("answer" in sent)) return sent;
    const missing = learn(step, sent, values);
    if (missing !== undefined) return { outcome: "impossible", reason: missing };
    if (step.role !== undefined)
      story.set(step.role, { operation: sent.operation, request: sent.request, response: sent.answer.response });
    findings = judgeAlone(model, sent, views, knowledgeOf(state, sent.operation, sent.request, views.request));
    // Of a list that all share, too: here nobody else is at work.
    state.seeking = sent.operation.id;
    learnState(state, { case: sent, request: sent.request, answer: sent.answer.response, bindings: new Map() }, all);
    last = sent;
  }
  if (last === undefined) return { outcome: "impossible", reason: "the finding has no request" };
  const told = statefulChecks.find(({ name }) => name === check);
  if (told !== undefined) findings = storyFindings(told, told.judge(story), [...story.values()]);
  return { outcome: "replayed", response: loggedResponse(last.answer.response), findings };
}

interface Sent {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly answer: Extract<Answer, { outcome: "answered" }>;
  readonly credentials: Manner;
}

async function sendStep(
  model: Model,
  target: Target,
  step: Step,
  values: ReadonlyMap<string, string | number | boolean>,
  deadline: number,
  credentials: Credentials,
): Promise<Sent | Exclude<Replayed, { outcome: "replayed" }>> {
  const operation = model.operations.find(({ id }) => id === step.operation);
  if (operation === undefined)
    return { outcome: "impossible", reason: `the document has no operation ${step.operation} any more` };
  const filled = fill(wireRequest(step.request), values);
  const manner = step.credentials === "placeholder" && credentials.given ? "given" : step.credentials;
  const budget = { requests: 0, maxRequests: Infinity, until: Infinity, stopped: undefined };
  const delivered = await deliver({ credentials, budget }, operation, filled, manner, (whole) =>
    target.send(whole, { deadline }),
  );
  if (delivered.outcome === "withheld") return { outcome: "impossible", reason: delivered.reason };
  const { request, answer } = delivered;
  if (answer.outcome === "answered") return { operation, request, answer, credentials: manner };
  if (answer.outcome === "failed")
    return { outcome: "failed", failure: `${answer.failure}: ${answer.detail}`, refused: answer.failure === "refused" };
  return { outcome: "impossible", reason: answer.outcome === "unsendable" ? answer.reason : answer.detail };
}

/** Takes what later steps need from an answer; says what it lacks. */
function learn(
  { makes }: Step,
  { operation, request, answer: { response } }: Sent,
  values: Map<string, string | number | boolean>,
): string | undefined {
  for (const [token, expression] of Object.entries(makes)) {
    const value = evaluate(expression, { path: operation.path, request, response });
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      return `${operation.id} answered ${response.status} without ${expression}, which a later request needs`;
    }
    values.set(token, value);
  }
  return undefined;
}

function judgeAlone(
  model: Model,
  { operation, request, answer: { response, ms }, credentials }: Sent,
  views: Views,
  state: StateKnowledge,
): readonly Finding[] {
  const verdict = judge({
    operation,
    request,
    response,
    classification: classify(operation, request, views.request),
    state,
    documented: responseFor(operation, response.status),
    schemas: views.response,
    operations: model.operations,
    ms,
    ...((credentials === "wrong" || credentials === "swapped") && { credentials }),
  });
  return verdict.verdict === "violates" ? verdict.findings : [];
}
