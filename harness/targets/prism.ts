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
const PROBE = 2000;
const DEATH = 1000;

/**
 * Prism as a child process of ours on 127.0.0.1. When it dies or hangs it is started again, and what was under way is sent once more, each request alone:
 * the one that breaks it again is a `mockFault`, the others get their answers.
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
    const known = neverAnswered(request);
    const bounded = known ? { ...options, deadline: Math.min(options.deadline, KNOWN_HANG) } : options;
    const answer = await this.#gate.together(() => this.#http.send(request, bounded));
    if (answer.outcome !== "failed" || this.#closed) return answered(answer, request);
    if (known && answer.failure === "timeout") return fault("hangs", answer.detail, request, answer.ms);
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
    const dead = await this.#revive();
    if (dead !== undefined) return { outcome: "failed", failure: "refused", detail: dead, ms: 0 };
    const answer = await this.#http.send(request, options);
    if (answer.outcome !== "failed") return answered(answer, request);
    if (answer.failure === "timeout") return fault("hangs", answer.detail, request, answer.ms);
    // The connection ends before the process does.
    await Promise.race([this.#process.ended, sleep(DEATH, undefined, { ref: false })]);
    return fault("dies", this.#process.lastError() || answer.detail, request, answer.ms);
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
