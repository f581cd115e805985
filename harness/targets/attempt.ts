import { Readable } from "node:stream";

import type { Client, Dispatcher } from "undici";

import type { HeaderLine, WireRequest, WireResponse } from "../../runtime/wire.ts";
import { decodeContent } from "./content-encoding.ts";
import { classify } from "./failure.ts";
import type { Broken } from "./failure.ts";
import type { SendOptions } from "./target.ts";

/** Bytes of an answer's body, as received and as decoded; a contract's answers stay far below. */
export const MAXIMUM_BODY = 16 * 1024 * 1024;

/** What one request on one connection led to. */
export interface Attempt {
  readonly result: Broken | { readonly outcome: "answered"; readonly response: WireResponse };
  /** Something of an answer came, be it one byte. */
  readonly received: boolean;
}

/**
 * Sends one request over a client that is doing nothing else. Whatever the outcome but `answered`, the client is not to be used again:
 * destroying it is what ends a connection that the deadline cut off.
 */
export function attempt(client: Client, request: WireRequest, options: SendOptions): Promise<Attempt> {
  return new Promise((resolve) => {
    client.dispatch(
      {
        path: request.target,
        method: request.method,
        headers: headersOf(request, options),
        body: (options.release === undefined ? request.body : held(request.body, options.release)) ?? null,
      },
      new Reading(options.deadline, resolve),
    );
  });
}

/** Collects one answer; the first of end, error, bound and deadline settles it. */
class Reading implements Dispatcher.DispatchHandler {
  readonly #settle: (result: Attempt["result"]) => void;
  readonly #timer: NodeJS.Timeout;
  #settled = false;
  #connected = false;
  #received = false;
  #status = 0;
  #headers: readonly HeaderLine[] = [];
  #size = 0;
  readonly #chunks: Uint8Array[] = [];

  constructor(deadline: number, settle: (attempt: Attempt) => void) {
    this.#timer = setTimeout(() => this.#expire(deadline), deadline);
    this.#settle = (result) => {
      if (this.#settled) return;
      this.#settled = true;
      clearTimeout(this.#timer);
      settle({ result, received: this.#received });
    };
  }

  onRequestStart(): void {
    this.#connected = true;
  }

  onResponseStarted(): void {
    this.#received = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headerLines(controller.rawHeaders);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#size += chunk.length;
    if (this.#size > MAXIMUM_BODY) this.#overflow();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const decoded = decodeContent(this.#headers, Buffer.concat(this.#chunks), MAXIMUM_BODY);
    if (decoded.outcome === "tooLarge") return this.#overflow();
    const response = { status: this.#status, headers: this.#headers, body: decoded.body };
    this.#settle({ outcome: "answered", response });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const progress = { connected: this.#connected, header: this.#status !== 0 };
    this.#settle(classify(error, progress));
  }

  #overflow(): void {
    const detail = `a body of more than ${MAXIMUM_BODY} bytes`;
    this.#settle({ outcome: "failed", failure: "tooLarge", detail });
  }

  #expire(deadline: number): void {
    const missing = this.#status !== 0 ? "end of the body" : this.#connected ? "answer" : "connection";
    const failure = this.#connected ? "timeout" : "refused";
    const detail = `no ${missing} within ${Math.round(deadline)} ms`;
    this.#settle({ outcome: "failed", failure, detail });
  }
}

/** RFC 9112, section 5, has octets: a byte is a character here, none is lost. */
function headerLines(raw: Dispatcher.DispatchController["rawHeaders"]): HeaderLine[] {
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push([textOf(raw[index]), textOf(raw[index + 1])]);
  return lines;
}

function textOf(field: Buffer | string | undefined): string {
  return field === undefined || typeof field === "string" ? (field ?? "") : field.toString("latin1");
}

/** A streamed body has no length that the client could see: it is given, so that the body is not sent in chunks. */
function headersOf(request: WireRequest, options: SendOptions): string[] {
  const lines: string[] = [];
  for (const [name, value] of request.headers) lines.push(name, value);
  if (options.release === undefined || request.body === undefined) return lines;
  if (request.headers.every(([name]) => name.toLowerCase() !== "content-length"))
    lines.push("content-length", String(Buffer.byteLength(request.body)));
  return lines;
}

/** All but the last byte at once, that one when `release` has settled. */
function held(body: WireRequest["body"], release: Promise<void>): Buffer | Readable {
  const bytes = Buffer.from(body ?? "");
  return bytes.length === 0 ? bytes : Readable.from(parts(bytes, release), { objectMode: false });
}

async function* parts(bytes: Buffer, release: Promise<void>): AsyncGenerator<Buffer> {
  yield bytes.subarray(0, -1);
  await release.catch(() => undefined);
  yield bytes.subarray(-1);
}
