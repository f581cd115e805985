import { isAnswered, type Exchange } from "../exchange.ts";
import type { Finding } from "../judge.ts";
import { curl } from "../log/curl.ts";
import type { FindingEvent } from "../log/events.ts";
import { loggedRequest, loggedResponse } from "../log/logged.ts";
import { sequenceOf, type Named } from "../log/sequence.ts";
import type { Fired, Post } from "./fire.ts";
import type { Drawn, Session } from "./session.ts";

/** A post that tells each finding when it is first met, and keeps the case that shows it for shrinking. */
export function noticing(post: Omit<Post, "onExchange">): Post {
  const history: Named[] = [];
  const onExchange = (fired: Fired, drawn: Drawn | undefined): void => {
    history.push({ name: fired.name, exchange: fired.exchange });
    if (fired.verdict.verdict !== "violates") return;
    for (const finding of fired.verdict.findings) {
      if (post.session.findings.has(finding.id)) continue;
      const { session, unit } = post;
      const shown = drawn ?? { case: fired.exchange.case, path: "setup", shrinks: () => [] };
      const event = findingEvent(session, finding, fired.exchange, history, { unit, path: shown.path, stage: "met" });
      session.findings.set(finding.id, { finding, drawn: shown, unit, mockFault: event.mockFault !== undefined });
      session.emit(event);
    }
  };
  return { ...post, onExchange };
}

export interface Told {
  readonly unit: string;
  readonly path: string;
  readonly stage: FindingEvent["stage"];
  readonly shrinkRequests?: number;
}

export function findingEvent(
  session: Session,
  finding: Finding,
  exchange: Exchange,
  history: readonly Named[],
  told: Told,
): FindingEvent {
  const { case: sent, request, answer } = exchange;
  const { file, line, column } = session.model.locate(finding.pointer);
  const mockFault = session.explain?.(finding, exchange);
  return {
    type: "finding",
    ...told,
    id: finding.id,
    check: finding.check,
    operation: finding.operation,
    pointer: finding.pointer,
    place: `${file}:${line}:${column}`,
    received: finding.received,
    documented: finding.documented,
    ...(sent.violation !== undefined && { violation: sent.violation }),
    seed: session.seed,
    request: loggedRequest(request),
    response: isAnswered(answer) ? loggedResponse(answer) : { failure: `${answer.failure}: ${answer.detail}` },
    sequence: sequenceOf(history.slice(0, -1), exchange),
    curl: curl(session.target.baseUrl, request),
    ...(mockFault !== undefined && { mockFault }),
  };
}
