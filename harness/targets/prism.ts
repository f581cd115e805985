import { setTimeout as sleep } from "node:timers/promises";

import type { WireRequest } from "../../runtime/wire.ts";
import { Gate } from "./gate.ts";
import { openHttpTarget } from "./http.ts";
import { neverAnswered } from "./mock-features.ts";
import { isOwnFault } from "./mock-violations.ts";
import { prepareDocument } from "./prism-document.ts";
import type { PreparedDocument } from "./prism-document.ts";
import { freePort, startProcess } from "./prism-process.ts";
import type { PrismOptions, PrismProcess, StartedProcess } from "./prism-process.ts";
import type { Answer, SendOptions, Target } from "./target.ts";

export type StartedPrism =
  | { readonly outcome: "started"; readonly target: Target }
  | { readonly outcome: "unusable"; readonly reason: string };

/** Milliseconds for a request that Prism is known to leave unanswered; others take it one or two. */
const KNOWN_HANG = 250;
const NO_JSON = "Prism waits for ever for the end of a body that is no JSON";
const PROBE = 2000;
const LAST_WORDS = 1000;
/** Requests of an operation that may hang or end Prism: each takes two deadlines and a start, half a minute of a run. */
const PATIENCE = 3;
const GIVEN_UP = `not sent to the mock any more after ${PATIENCE} requests of the operation had hung or ended it`;

/**
 * Prism as a child process of ours on 127.0.0.1. When it breaks, what was under way is sent once more, each request alone: the one that breaks it again is a
 * `mockFault`, the others get their answers. Of an operation whose requests hang or end it nothing more is sent after a few.
 */
export async function startPrism(documentFile: string, options: PrismOptions = {}): Promise<StartedPrism> {
  const document = await prepareDocument(documentFile);
  if (document.outcome === "unusable") return document;
  const port = options.port ?? (await freePort());
  const start = (): Promise<StartedProcess> => startProcess(document.file, port, options);
  const started = await start();
  const opened = openHttpTarget(`http://127.0.0.1:${port}`, "Prism mock");
  if (started.outcome === "unusable" || opened.outcome === "unusable") {
    document.remove();
    return started.outcome === "unusable" ? started : { outcome: "unusable", reason: `${port} is no port.` };
  }
  return { outcome: "started", target: new PrismTarget(opened.target, started.process, start, document) };
}

type Prepared = Extract<PreparedDocument, { outcome: "prepared" }>;

class PrismTarget implements Target {
  readonly name: string;
  readonly baseUrl: string;
  readonly #http: Target;
  readonly #start: () => Promise<StartedProcess>;
  readonly #document: Prepared;
  readonly #gate = new Gate();
  readonly #lost = new Map<string | undefined, number>();
  #process: PrismProcess;
  #closed = false;

  constructor(http: Target, process: PrismProcess, start: () => Promise<StartedProcess>, document: Prepared) {
    this.name = http.name;
    this.baseUrl = http.baseUrl;
    this.#http = http;
    this.#process = process;
    this.#start = start;
    this.#document = document;
  }

  async send(request: WireRequest, options: SendOptions): Promise<Answer> {
    if (this.#lostTo(options) >= PATIENCE) return fault("hangs", GIVEN_UP, request, 0);
    const known = neverAnswered(request);
    const bounded = known ? { ...options, deadline: Math.min(options.deadline, KNOWN_HANG) } : options;
    const answer = await this.#gate.together(() => this.#http.send(request, bounded));
    if (answer.outcome !== "failed" || this.#closed) return answered(answer, request);
    if (known && answer.failure === "timeout") return fault("hangs", NO_JSON, request, answer.ms);
    return this.#gate.alone(() => this.#again(request, bounded));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#http.close();
    await this.#process.stop();
    this.#document.remove();
  }

  /** One suspect, no other request under way. */
  async #again(request: WireRequest, options: SendOptions): Promise<Answer> {
    if (this.#lostTo(options) >= PATIENCE) return fault("hangs", GIVEN_UP, request, 0);
    const dead = await this.#revive();
    if (dead !== undefined) return { outcome: "failed", failure: "refused", detail: dead, ms: 0 };
    const error = this.#process.nextError();
    const answer = await this.#http.send(request, options);
    if (answer.outcome !== "failed") return answered(answer, request);
    const hangs = answer.failure === "timeout";
    // The connection ends before the error is read.
    const said = hangs ? "" : await Promise.race([error, sleep(LAST_WORDS, "", { ref: false })]);
    if (hangs && neverAnswered(request)) return fault("hangs", NO_JSON, request, answer.ms);
    if (hangs || !this.#process.isAlive()) this.#lost.set(options.operation, this.#lostTo(options) + 1);
    return fault(hangs ? "hangs" : "dies", said || answer.detail, request, answer.ms);
  }

  #lostTo({ operation }: SendOptions): number {
    return this.#lost.get(operation) ?? 0;
  }

  /** A Prism that answers, or the reason why there is none. */
  async #revive(): Promise<string | undefined> {
    if (this.#closed) return "The mock has been stopped.";
    const probe = { method: "GET", target: "/", headers: [] };
    if (this.#process.isAlive() && (await this.#http.send(probe, { deadline: PROBE })).outcome === "answered")
      return undefined;
    await this.#process.stop();
    const started = await this.#start();
    if (started.outcome === "unusable") return started.reason;
    this.#process = started.process;
    if (this.#closed) await this.#process.stop();
    return undefined;
  }
}

/** An answer as it came, unless Prism says in it that it has failed. */
function answered(answer: Answer, request: WireRequest): Answer {
  return answer.outcome === "answered" && isOwnFault(answer.response)
    ? fault("internal", Buffer.from(answer.response.body).toString(), request, answer.ms)
    : answer;
}

function fault(kind: "dies" | "hangs" | "internal", detail: string, request: WireRequest, ms: number): Answer {
  return { outcome: "mockFault", class: kind, detail, request, ms };
}
