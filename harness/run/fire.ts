import type { Operation } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { bind, type Ready } from "../state/bind.ts";
import type { Case, ValueMap } from "../case.ts";
import { mannerOf } from "../credentials/manner.ts";
import type { ExchangeEvent } from "../log/events.ts";
import { isAnswered, type Bindings, type Exchange } from "../exchange.ts";
import { fingerprint } from "../fingerprint.ts";
import { judge, type Finding, type Verdict } from "../judge.ts";
import { responseFor, type Judged, type StateKnowledge } from "../judged.ts";
import { exchangeEvent } from "../log/logged.ts";
import { deliver } from "./deliver.ts";
import { patienceFor } from "./patience.ts";
import { deadlineOf, isSpent, type Drawn, type Session } from "./session.ts";
import { freshened } from "../state/fresh.ts";
import { knowledgeOf, learn } from "../state/knowledge.ts";
import type { Answer } from "../targets/target.ts";
import { now, pause } from "../clock.ts";
import type { State } from "../state/state.ts";
import { classify } from "../wire/classify.ts";
import { isMisframed } from "../wire/framing.ts";
import { matchPath } from "../wire/path.ts";

/** One unit's view of a run: what it may send, and what it knows. */
export interface Post {
  readonly session: Session;
  readonly state: State;
  readonly unit: string;
  /** Called for every exchange, setup too, after it was logged: this is where findings are noticed. */
  readonly onExchange: (fired: Fired, drawn: Drawn | undefined) => void;
}

export interface Fired {
  readonly outcome: "fired";
  readonly exchange: Exchange;
  readonly verdict: Verdict;
  readonly phase: ExchangeEvent["phase"];
  readonly label: string | undefined;
  /** `createApi.1`, where the exchange has made something that later requests may use. */
  readonly name: string | undefined;
}

export type FireOutcome =
  | Fired
  | { readonly outcome: "unmet"; readonly reason: string }
  | { readonly outcome: "stopped" };

/** Path values that an earlier exchange has settled, in the symbols of the log, and what they stand for. */
export interface Place {
  readonly path: ValueMap;
  readonly bindings: Bindings;
}

/** Sends one case, after whatever state it needs, and judges the answer. At a place: with its path instead of the case's own. */
export async function fire(
  post: Post,
  drawn: Drawn,
  phase: ExchangeEvent["phase"],
  place?: Place,
): Promise<FireOutcome> {
  const make = async (made: Case, ready: Ready): Promise<{ made: boolean; reason: string }> => {
    const first = await send(post, made, ready, "setup", undefined);
    const isAsked = first.outcome === "fired" && patienceFor(first.exchange) !== undefined;
    const fired = isAsked ? await send(post, made, ready, "setup", undefined) : first;
    if (fired.outcome === "stopped") return { made: false, reason: "was not sent: the run is over" };
    if (fired.outcome === "unmet") return { made: false, reason: `could not be sent: ${fired.reason}` };
    const { answer } = fired.exchange;
    return isAnswered(answer)
      ? { made: isSuccess(answer.status), reason: `answered ${answer.status}` }
      : { made: false, reason: `gave no answer: ${answer.failure}` };
  };
  const wanted =
    place === undefined
      ? unused(post, drawn.case)
      : { ...drawn.case, values: { ...drawn.case.values, path: place.path } };
  const bound = await bind({ ...post, make }, wanted, place?.bindings);
  if (bound.outcome === "unmet") return bound;
  const fired = await send(post, wanted, bound, phase, drawn);
  if (place !== undefined || wanted.overlaps === true || !isConflict(fired)) return fired;
  // What a unit has made before stands in the way of the case, which then says nothing of it: the conflict has made the state forget it.
  const elsewhere = await bind({ ...post, make }, wanted);
  const again =
    elsewhere.outcome === "unmet" || !isElsewhere(elsewhere, bound)
      ? fired
      : await send(post, wanted, elsewhere, phase, drawn);
  const other = isConflict(again) ? freshened(post, wanted) : undefined;
  const ready = other && (await bind({ ...post, make }, other));
  return other === undefined || ready?.outcome !== "bound" ? again : send(post, other, ready, phase, drawn);
}

/** With values that were not used before, where a conflict has shown that these have to be unique, and the case has nowhere else to go. */
function unused(post: Post, wanted: Case): Case {
  const { id, method } = wanted.operation;
  const isFixed = method === "POST" && !post.session.links.has(id);
  return (isFixed && post.state.hasConflicted(wanted.operation) ? freshened(post, wanted) : undefined) ?? wanted;
}

function isConflict(fired: FireOutcome): boolean {
  return fired.outcome === "fired" && isAnswered(fired.exchange.answer) && fired.exchange.answer.status === 409;
}

function isElsewhere({ bindings }: Ready, { bindings: before }: Ready): boolean {
  return [...bindings.keys()].some((token) => !before.has(token));
}

async function send(
  post: Post,
  sent: Case,
  ready: Ready,
  phase: ExchangeEvent["phase"],
  drawn: Drawn | undefined,
): Promise<FireOutcome> {
  const { session, unit } = post;
  if (isSpent(session.budget)) return { outcome: "stopped" };
  session.budget.requests += 1;
  const waiting = session.pace.turn(session.budget);
  if (waiting !== undefined) await waiting;
  if (session.budget.stopped !== undefined || now() >= session.budget.until) return { outcome: "stopped" };
  const deadline = deadlineOf(session);
  const manner = mannerOf(sent.violation, session.credentials.given);
  const path = matchPath(sent.operation.path, ready.request.target);
  const knowledge = knowledgeOf(post.state, sent.operation, ready.request, session.views.request, path);
  const delivered = await deliver(session, sent.operation, ready.request, manner, (whole) =>
    sent.overlaps === true
      ? sendOverlapping(post, sent, ready, whole)
      : session.target.send(whole, { deadline, operation: sent.operation.id }),
  );
  if (delivered.outcome === "withheld") {
    session.budget.stopped ??= { outcome: "unreachable", reason: `No credentials: ${delivered.reason}` };
    return { outcome: "stopped" };
  }
  const { request, answer } = delivered;
  if (answer.outcome === "unsendable") return { outcome: "unmet", reason: answer.reason };
  if (answer.outcome === "failed" && answer.failure === "refused") {
    session.budget.stopped ??= {
      outcome: "unreachable",
      reason: `${session.target.baseUrl} cannot be reached: ${answer.detail}`,
    };
    return { outcome: "stopped" };
  }
  // Cut off because the run ends: nobody can say what the answer would have been.
  if (answer.outcome === "failed" && answer.failure === "timeout" && deadline < session.deadline)
    return { outcome: "stopped" };
  if (!isMisframed(request)) {
    session.budget.unanswered = answer.outcome === "failed" ? session.budget.unanswered + 1 : 0;
    if (session.budget.unanswered >= session.budget.patience) await askPulse(session);
  }
  session.budget.exchanges += 1;
  const exchange: Exchange = {
    case: sent,
    symbolic: ready.symbolic,
    bindings: ready.bindings,
    request,
    credentials: manner,
    answer:
      answer.outcome === "answered"
        ? answer.response
        : { failure: answer.outcome === "mockFault" ? "mockFault" : answer.failure, detail: answer.detail },
    ms: answer.ms,
  };
  session.pace.heed(patienceFor(exchange));
  const verdict = verdictOf(session, exchange, knowledge);
  const fired: Fired = {
    outcome: "fired",
    exchange,
    verdict,
    phase,
    label: drawn?.label,
    name: learn(post.state, exchange, session.makers, path),
  };
  session.emit(exchangeEvent(unit, fired));
  session.corpus?.consider(exchange);
  post.onExchange(fired, drawn);
  return fired;
}

/** One request without an answer is a finding; so many in a row, and one that asks for nothing besides, are a target that is gone. */
async function askPulse(session: Session): Promise<void> {
  const { budget, target } = session;
  const { unanswered } = budget;
  budget.unanswered = 0;
  const pulse = await target.send({ method: "GET", target: "/", headers: [] }, { deadline: deadlineOf(session) });
  if (pulse.outcome !== "failed") return;
  budget.stopped ??= {
    outcome: "unreachable",
    reason: `${target.baseUrl} has stopped answering: ${unanswered} requests in a row had no answer`,
  };
}

/** Milliseconds for the head of a held request to arrive before the request that overtakes it. */
const HEAD_START = 30;

async function sendOverlapping(post: Post, sent: Case, ready: Ready, request: WireRequest): Promise<Answer> {
  const { promise: release, resolve } = Promise.withResolvers<void>();
  const held = post.session.target.send(request, {
    deadline: deadlineOf(post.session),
    release,
    operation: sent.operation.id,
  });
  await pause(HEAD_START);
  const { overlaps: _, ...overtaking } = sent;
  await send(post, overtaking, ready, "setup", undefined);
  resolve();
  return held;
}

function verdictOf(
  session: Session,
  { case: { operation }, request, answer, ms, credentials }: Exchange,
  state: StateKnowledge,
): Verdict {
  if (!isAnswered(answer)) {
    if (answer.failure === "mockFault") return { verdict: "undecided", reasons: [`mock: ${answer.detail}`] };
    // Who sends what is no message is not owed an answer (RFC 9112, section 8).
    if (isMisframed(request)) return { verdict: "conforms" };
    return { verdict: "violates", findings: [unanswered(operation, answer.failure)] };
  }
  const judged: Judged = {
    operation,
    request,
    response: answer,
    classification: classify(operation, request, session.views.request),
    state,
    documented: responseFor(operation, answer.status),
    schemas: session.views.response,
    operations: session.model.operations,
    ms,
    ...((credentials === "wrong" || credentials === "swapped") && { credentials }),
  };
  return judge(judged, session.rules);
}

/** No answer is a deviation of its own: every operation promises one. */
function unanswered(operation: Operation, failure: string): Finding {
  const deviation = {
    pointer: operation.pointer,
    received: `no answer: ${failure}`,
    documented: "an HTTP response within the deadline",
    kind: failure,
  };
  return {
    id: fingerprint("answers", operation.id, deviation),
    check: "answers",
    operation: operation.id,
    ...deviation,
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
