import { afterEach } from "vitest";

import { openHttpTarget } from "../../../harness/targets/http.ts";
import type { Answer, SendOptions, Target } from "../../../harness/targets/target.ts";
import type { WireRequest } from "../../../runtime/wire.ts";
import { hostileServer } from "./hostile.ts";
import type { Behaviour, HostileServer } from "./hostile.ts";

export const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

export function open(url: string): Target {
  const opened = openHttpTarget(url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  closing.unshift(() => opened.target.close());
  return opened.target;
}

export async function serve(behave: Behaviour, prefix = ""): Promise<Target & { readonly server: HostileServer }> {
  const server = await hostileServer(behave);
  closing.push(() => server.close());
  const target = open(server.url + prefix);
  return Object.assign(target, { server });
}

export const says =
  (text: string): Behaviour =>
  (socket) =>
    socket.end(text, "latin1");
export const get = (target: string): WireRequest => ({ method: "GET", target, headers: [] });
export const ask = async (
  target: Target,
  request = get("/"),
  options: SendOptions = { deadline: 2000 },
): Promise<string> => show(await target.send(request, options));
export const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

export function show(answer: Answer): string {
  if (answer.outcome === "answered") return `${answer.response.status} ${Buffer.from(answer.response.body).toString()}`;
  return answer.outcome === "failed" ? answer.failure : answer.outcome;
}
