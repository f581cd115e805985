import { Client } from "undici";

import type { WireRequest } from "../../runtime/wire.ts";
import { now } from "../clock.ts";
import { isMisframed } from "../wire/framing.ts";
import { attempt } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { sendMisframed } from "./misframed.ts";
import type { Answer, SendOptions, Target } from "./target.ts";

export type OpenedTarget =
  | { readonly outcome: "opened"; readonly target: Target }
  | { readonly outcome: "unusable"; readonly reason: string };

/** Bytes of an answer's header. */
const MAXIMUM_HEADER = 64 * 1024;

/**
 * A target over HTTP/1.1 that sends what it is given: the path is never normalised, header lines keep their order, case and number; only Host, Connection and
 * Content-Length are added. Redirects are not followed, cookies not kept, codings not asked for. Header values are octets, one to a character.
 */
export function openHttpTarget(baseUrl: string, name: string = baseUrl): OpenedTarget {
  const parts = /^https?:\/\/([^/?#]*)([^?#]*)(.*)$/is.exec(baseUrl);
  if (parts === null || !URL.canParse(baseUrl)) return unusable(baseUrl, "an absolute http or https URL");
  const [, authority = "", path = "", rest = ""] = parts;
  if (authority.includes("@")) return unusable(baseUrl, "a URL without credentials: give them with --auth");
  if (rest !== "") return unusable(baseUrl, "a URL without query and fragment");
  const prefix = path.replace(/\/$/, "");
  const origin = new URL(baseUrl).origin;
  return { outcome: "opened", target: new HttpTarget(name, baseUrl.replace(/\/$/, ""), origin, prefix) };
}

function unusable(baseUrl: string, expected: string): OpenedTarget {
  return { outcome: "unusable", reason: `The base URL must be ${expected}; it is ${JSON.stringify(baseUrl)}.` };
}

/** One socket at a time; `used` once the present one has brought an answer. */
interface Connection {
  readonly client: Client;
  used: boolean;
}

class HttpTarget implements Target {
  readonly name: string;
  readonly baseUrl: string;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #open = new Set<Connection>();
  readonly #idle: Connection[] = [];

  constructor(name: string, baseUrl: string, origin: string, prefix: string) {
    this.name = name;
    this.baseUrl = baseUrl;
    this.#origin = origin;
    this.#prefix = prefix;
  }

  async send(request: WireRequest, options: SendOptions): Promise<Answer> {
    const start = now();
    const prefixed = this.#prefix === "" ? request : { ...request, target: this.#prefix + request.target };
    if (isMisframed(request)) return timed(await sendMisframed(this.#origin, prefixed, options.deadline), start);
    // A request whose body is held back must not be sent a second time by us: it gets a connection that nothing can have closed meanwhile.
    const first = options.release === undefined ? (this.#idle.pop() ?? this.#connect(options)) : this.#connect(options);
    const { result, received } = await this.#attempt(first, prefixed, options);
    // The server may close a kept connection at the moment we write to it (RFC 9112, section 9.3.1): that is a race, not a finding.
    if (first.used && result.outcome === "failed" && result.failure === "reset" && !received) {
      const left = { ...options, deadline: Math.max(1, options.deadline - (now() - start)) };
      return timed((await this.#attempt(this.#connect(left), prefixed, left)).result, start);
    }
    return timed(result, start);
  }

  async close(): Promise<void> {
    const open = [...this.#open];
    this.#open.clear();
    this.#idle.length = 0;
    await Promise.all(open.map(({ client }) => client.destroy()));
  }

  async #attempt(connection: Connection, request: WireRequest, options: SendOptions): Promise<Attempt> {
    const made = await attempt(connection.client, request, options);
    if (made.result.outcome === "answered" && this.#open.has(connection)) {
      connection.used = true;
      this.#idle.push(connection);
    } else {
      this.#open.delete(connection);
      void connection.client.destroy();
    }
    return made;
  }

  #connect(options: SendOptions): Connection {
    const client = new Client(this.#origin, {
      allowH2: false,
      maxHeaderSize: MAXIMUM_HEADER,
      connectTimeout: options.deadline,
      // The deadline covers both.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const connection = { client, used: false };
    client.on("connect", () => (connection.used = false));
    this.#open.add(connection);
    return connection;
  }
}

function timed(result: Attempt["result"], start: number): Answer {
  return result.outcome === "unsendable" ? result : { ...result, ms: now() - start };
}
