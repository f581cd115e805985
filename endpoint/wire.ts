import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { refuse } from "./application.ts";
import { readBody } from "./body.ts";
import type { Answer, Request } from "./exchange.ts";
import { badRequest, Refusal, type RefusalName } from "./refusals.ts";

/** RFC 9112, 3.2: one host is there, if need be with its port; and the target is a path, if need be with its origin. */
const HOST = /^[^\s/?#@\\]+$/;
const TARGET = /^(?:https?:\/\/[^/?#]+)?(\/[^?#\\]*)(?:\?([^#]*))?(?:#.*)?$/i;

/** Reads a request's head, and its body when that is asked for. A Refusal where host or target cannot be read. */
export function requestOf(incoming: IncomingMessage, revision: number): Request | Refusal {
  const { method = "", url: target = "", headers } = incoming;
  const [whole, path = "", query] = TARGET.exec(target) ?? [];
  if (whole === undefined || !HOST.test(headers.host ?? "")) {
    return badRequest("Host or request target cannot be read");
  }
  const parameters = query === undefined ? undefined : new URLSearchParams(query);
  let body: Promise<Buffer> | undefined;
  return {
    method,
    target,
    path,
    query: (name) => parameters?.get(name) ?? undefined,
    header: (name) => headers[name]?.toString(),
    body: () => (body ??= readBody(incoming)),
    revision,
  };
}

/** How long a sender that is cut off in the midst of its body is still listened to: a reset would take the answer from it. */
const LINGER_MS = 500;

export function writeAnswer(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer;
  // RFC 9110, 8.6: a 204 has no length.
  outgoing.writeHead(status, status === 204 ? headers : { ...headers, "content-length": Buffer.byteLength(body) });
  if (headers["connection"] !== "close" || incoming.complete) {
    outgoing.end(body);
    return;
  }
  outgoing.write(body);
  const end = setTimeout(() => outgoing.end(), LINGER_MS);
  incoming.resume().once("close", () => {
    clearTimeout(end);
    outgoing.end();
  });
}

/** The answer where there is nothing but a socket. */
export function refuseRaw(socket: Duplex, type: RefusalName): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const allow = type === "MethodNotAllowedException" ? { allow: "GET, POST, PATCH, DELETE" } : {};
  const { status, headers, body } = refuse(new Refusal(type, "The request cannot be read", { headers: allow }));
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(body), connection: "close" });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines.map((line) => line.join(": "))];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
