import { connect } from "node:net";
import { Client } from "undici";
import { afterAll, beforeAll } from "vitest";
import { startEndpoint, type Endpoint, type EndpointOptions } from "../../endpoint/server.ts";

/** A header of the right form; its signature is anybody's. */
export const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host;x-amz-date, Signature=" +
  "0".repeat(64);

export interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

/** One endpoint for a whole test file. */
export function endpoint(options: EndpointOptions = {}): { readonly url: string } {
  let running: Endpoint | undefined;
  beforeAll(async () => {
    running = await startEndpoint(options);
  });
  afterAll(() => running?.close());
  return {
    get url() {
      return running?.url ?? "";
    },
  };
}

/** Sends one request, its target as it stands; a body that is no string is sent as JSON. */
export async function send(
  at: { readonly url: string },
  method: string,
  target: string,
  body?: unknown,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<Reply> {
  const all = {
    authorization: AUTHORIZATION,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  };
  const payload =
    body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  // `fetch` and undici's `request(url)` would normalise the path.
  const client = new Client(at.url);
  const answer = await client.request({
    method,
    path: target,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    body: payload ?? null,
  });
  const text = await answer.body.text();
  await client.close();
  const type = answer.headers["x-amzn-errortype"];
  return {
    status: answer.statusCode,
    type: typeof type === "string" ? type : undefined,
    headers: answer.headers,
    body: text === "" ? {} : JSON.parse(text),
  };
}

/** The four methods of the service, for a file whose requests all go to one endpoint. */
export const methods = (at: { readonly url: string }) => ({
  get: (target: string): Promise<Reply> => send(at, "GET", target),
  post: (target: string, body: unknown): Promise<Reply> => send(at, "POST", target, body),
  patch: (target: string, body: unknown): Promise<Reply> => send(at, "PATCH", target, body),
  remove: (target: string): Promise<Reply> => send(at, "DELETE", target),
});

/** Writes bytes to a fresh connection and gives back whatever comes until it closes. */
export function raw(at: { readonly url: string }, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(at.url).port), "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

/** A path under a new WebSocket api with a route, and its route response. */
export interface Family {
  readonly api: string;
  readonly route: string;
  readonly routeResponse: string;
}

export const idOf = (reply: Reply, member: string): string => String(reply.body[member]);

export async function newApi(at: { readonly url: string }, protocolType = "WEBSOCKET"): Promise<string> {
  return `/v2/apis/${idOf(await send(at, "POST", "/v2/apis", { name: "api", protocolType }), "apiId")}`;
}

export async function newRoute(at: { readonly url: string }, api: string, routeKey = "$default"): Promise<string> {
  return `${api}/routes/${idOf(await send(at, "POST", `${api}/routes`, { routeKey }), "routeId")}`;
}

export async function newFamily(at: { readonly url: string }, members: object = {}): Promise<Family> {
  const api = await newApi(at);
  for (const name of ["First", "Second"]) await send(at, "POST", `${api}/models`, { name, schema: "{}" });
  const route = await newRoute(at, api);
  const created = await send(at, "POST", `${route}/routeresponses`, { routeResponseKey: "$default", ...members });
  return { api, route, routeResponse: `${route}/routeresponses/${idOf(created, "routeResponseId")}` };
}
