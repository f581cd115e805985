import * as http from "node:http";
import * as https from "node:https";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import { isIncomplete } from "../wire/framing.ts";
import { decodeContent } from "./content-encoding.ts";
import { MAXIMUM_BODY, type Attempt } from "./attempt.ts";

/** Milliseconds: a server may wait for the rest of a body as long as it likes. */
const PATIENCE = 2000;

/**
 * Sends a request whose Content-Length is not its body's, which undici refuses, on a connection of its own. Where the body is too short the sending side is
 * closed: that ends the message, and the server need not wait (RFC 9112, section 6.3). Such a request may go without an answer.
 */
export function sendMisframed(origin: string, request: WireRequest, deadline: number): Promise<Attempt["result"]> {
  return new Promise((resolve) => {
    const sent = begun(origin, request);
    if (sent instanceof Error) return resolve({ outcome: "unsendable", reason: sent.message });
    let connected = false;
    const settle = (result: Attempt["result"]): void => {
      clearTimeout(timer);
      sent.destroy();
      resolve(result);
    };
    const fail = (failure: "reset" | "timeout", detail: string): void =>
      settle({ outcome: "failed", failure: connected ? failure : "refused", detail });
    const wait = Math.min(deadline, PATIENCE);
    const timer = setTimeout(() => fail("timeout", `no answer within ${Math.round(wait)} ms`), wait);
    sent.on("socket", (socket) => socket.once("connect", () => (connected = true)));
    sent.on("error", (error) => fail("reset", error.message));
    sent.on("response", (response) => {
      read(response).then(settle, (error: unknown) => fail("reset", String(error)));
    });
    sent.end(request.body ?? "", () => {
      if (isIncomplete(request)) sent.socket?.end();
    });
  });
}

/** An error for what no client sends: a header value with a line break. */
function begun(origin: string, { target, method, headers }: WireRequest): http.ClientRequest | Error {
  const { host, protocol } = new URL(origin);
  const lines = ["host", host, ...headers.flat(), "connection", "close"];
  try {
    return (protocol === "https:" ? https : http).request(origin, {
      path: target,
      method,
      headers: lines,
      agent: false,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function read(response: http.IncomingMessage): Promise<Attempt["result"]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size <= MAXIMUM_BODY) chunks.push(chunk);
  }
  const headers = Array.from({ length: response.rawHeaders.length / 2 }, (_, line): HeaderLine => [
    response.rawHeaders[2 * line] ?? "",
    response.rawHeaders[2 * line + 1] ?? "",
  ]);
  const decoded = decodeContent(headers, Buffer.concat(chunks), MAXIMUM_BODY);
  if (size > MAXIMUM_BODY || decoded.outcome === "tooLarge")
    return { outcome: "failed", failure: "tooLarge", detail: `a body of more than ${MAXIMUM_BODY} bytes` };
  return { outcome: "answered", response: { status: response.statusCode ?? 0, headers, body: decoded.body } };
}
