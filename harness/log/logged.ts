import type { WireRequest, WireResponse } from "../../runtime/wire.ts";
import { epoch } from "../clock.ts";
import { isAnswered, type Binding, type Bindings } from "../exchange.ts";
import type { Fired } from "../run/fire.ts";
import type { ExchangeEvent, LoggedBody, LoggedRequest, LoggedResponse } from "./events.ts";

/** An exchange as the log keeps it. Every event has every member, so that all have one shape; what is undefined is not written. */
export function exchangeEvent(unit: string, fired: Fired): ExchangeEvent {
  const { exchange, verdict, phase, label } = fired;
  const { case: sent, symbolic, bindings, credentials, answer, ms } = exchange;
  return {
    type: "exchange",
    unit,
    operation: sent.operation.id,
    phase,
    mode: sent.probe !== undefined ? "probe" : sent.violation === undefined ? "positive" : "negative",
    label,
    violation: sent.violation,
    request: loggedRequest(symbolic),
    credentials,
    bindings: bindings.size === 0 ? undefined : boundValues(bindings),
    response: isAnswered(answer) ? loggedResponse(answer) : undefined,
    failure: isAnswered(answer) ? undefined : answer.failure,
    at: Math.round(epoch() - ms),
    ms: Math.round(ms * 100) / 100,
    verdict: verdict.verdict,
    undecided: verdict.verdict === "undecided" ? verdict.reasons : undefined,
    findings: verdict.verdict === "violates" ? verdict.findings.map(({ id }) => id) : undefined,
  };
}

function boundValues(bindings: Bindings): Readonly<Record<string, Binding["value"]>> {
  const values: Record<string, Binding["value"]> = {};
  for (const [token, { value }] of bindings) values[token] = value;
  return values;
}

export function loggedRequest({ method, target, headers, body }: WireRequest): LoggedRequest {
  return { method, target, headers, body: typeof body === "object" ? loggedBody(body) : body };
}

export function wireRequest({ method, target, headers, body }: LoggedRequest): WireRequest {
  return {
    method,
    target,
    headers,
    ...(body !== undefined && { body: typeof body === "string" ? body : Buffer.from(body.base64, "base64") }),
  };
}

export function loggedResponse({ status, headers, body }: WireResponse): LoggedResponse {
  return { status, headers, body: loggedBody(body) };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function loggedBody(bytes: Uint8Array): LoggedBody {
  try {
    return utf8.decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString("base64") };
  }
}
