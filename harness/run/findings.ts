import { isAnswered } from "../exchange.ts";
import type { Finding } from "../judge.ts";
import { curl } from "../log/curl.ts";
import type { FindingEvent } from "../log/events.ts";
import { loggedRequest, loggedResponse } from "../log/logged.ts";
import { sequenceOf, type Named } from "../log/sequence.ts";
import { fire, type Fired, type Post } from "./fire.ts";
import type { Drawn, Session, Shown, Specimen } from "./session.ts";
import type { Unit } from "./unit.ts";

/** A post that tells each finding when it is first met, and keeps what shows it for shrinking. */
export function noticing(base: Omit<Post, "onExchange">, of: Unit, order: number): NoticingPost {
  const history: Named[] = [];
  const notice = (specimen: Specimen, { findings, exchange, story }: Shown): void => {
    for (const finding of findings) {
      const { session, unit } = base;
      const known = session.findings.get(finding.id);
      if (session.earlier.has(finding.id) || (known !== undefined && known.order <= order)) continue;
      const event = findingEvent(
        session,
        finding,
        { exchange, story, history },
        { unit, path: specimen.path, stage: "met" },
      );
      session.findings.set(finding.id, {
        finding,
        specimen,
        unit: of,
        order,
        mockFault: event.mockFault !== undefined,
      });
      if (known === undefined) session.emit(event);
    }
  };
  const onExchange = ({ name, exchange, verdict }: Fired, drawn: Drawn | undefined): void => {
    history.push({ name, exchange });
    if (verdict.verdict !== "violates") return;
    notice(single(drawn ?? { case: exchange.case, path: "setup", shrinks: () => [] }), {
      findings: verdict.findings,
      exchange,
      story: [],
    });
  };
  return { ...base, onExchange, notice };
}

export interface NoticingPost extends Post {
  /** Tells what a story has shown. */
  readonly notice: (specimen: Specimen, shown: Shown) => void;
}

/** One case as a specimen. */
export function single(drawn: Drawn): Specimen {
  return {
    path: drawn.path,
    show: async (post) => {
      const fired = await fire(post, drawn, "shrink");
      if (fired.outcome !== "fired") return undefined;
      const { exchange, verdict } = fired;
      return { exchange, findings: verdict.verdict === "violates" ? verdict.findings : [], story: [] };
    },
    *shrinks() {
      for (const smaller of drawn.shrinks()) yield single(smaller);
    },
  };
}

export interface Told {
  readonly unit: string;
  readonly path: string;
  readonly stage: FindingEvent["stage"];
  readonly shrinkRequests?: number;
}

/** The exchange that shows a finding, its story, and what was sent before. */
export interface Witness extends Pick<Shown, "exchange" | "story"> {
  readonly history: readonly Named[];
}

export function findingEvent(
  session: Session,
  finding: Finding,
  { exchange, story, history }: Witness,
  told: Told,
): FindingEvent {
  const { case: sent, answer } = exchange;
  const request = session.redaction.request(exchange.request);
  const { file, line, column } = session.model.locate(finding.pointer);
  const mockFault = session.explain?.(finding, { exchange, story });
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
    sequence: sequenceOf(history, exchange, story),
    curl: curl(session.target.baseUrl, request),
    ...(mockFault !== undefined && { mockFault }),
  };
}
