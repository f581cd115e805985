import { randomUUID } from "node:crypto";
import { apiOperations } from "./apis.ts";
import { parseBody } from "./body.ts";
import { authorizationOf, verify, type Credentials } from "./credentials.ts";
import type { Answer, Handler, Request } from "./exchange.ts";
import { modelOperations } from "./models.ts";
import { requireAcceptable, requireJsonBody } from "./negotiation.ts";
import { Refusal, STATUS_OF_REFUSAL } from "./refusals.ts";
import { router } from "./router.ts";
import { routeResponseOperations } from "./routeResponses.ts";
import { routeOperations } from "./routes.ts";
import type { Body, Store } from "./storage.ts";
import { tokenBucket, type Throttle } from "./throttle.ts";

const find = router([...apiOperations, ...routeOperations, ...routeResponseOperations, ...modelOperations]);

export interface ApplicationOptions {
  /** Refuse what exceeds the rate; without it nothing is throttled. */
  readonly throttle?: Throttle;
  /** Who may call: anybody; anybody who signs in form (the default); or who signs with this key. */
  readonly credentials?: "anonymous" | "any" | Credentials;
}

/**
 * The service: what it answers to each request, never rejecting. A request is refused in this order: 403 credentials,
 * 429, 404 path, 405, 406, 415, 413, 400 not JSON or a wrong literal, 400 constraint, 404 resource, 400 and 409 of the
 * operation itself.
 */
export function application(store: Store, options: ApplicationOptions = {}): Handler {
  const { credentials = "any" } = options;
  const take = options.throttle === undefined ? () => undefined : tokenBucket(options.throttle);

  const perform = async (request: Request): Promise<Answer> => {
    if (credentials === "any") authorizationOf(request.header("authorization"));
    else if (credentials !== "anonymous") await verify(request, credentials, Date.now());
    take();
    const { operation, labels } = find(request.method, request.path);
    requireAcceptable(request.header("accept"));
    const input = operation.method === "POST" || operation.method === "PATCH" ? await jsonOf(request) : {};
    const query = { maxResults: request.query("maxResults"), nextToken: request.query("nextToken") };
    const body = operation.perform(store, { labels, query, revision: request.revision, input });
    return answer(operation.status, body);
  };

  // Nothing is told, of this request or of others that it has seen the work of, before it is kept.
  const settled = async (told: Answer): Promise<Answer> => {
    await store.settled();
    return told;
  };

  return (request) => perform(request).catch(refuse).then(settled).catch(refuse);
}

async function jsonOf(request: Request): Promise<unknown> {
  requireJsonBody(request.header("content-type"), request.header("content-encoding"));
  return parseBody(await request.body());
}

function answer(status: number, body: Body | undefined, headers: Readonly<Record<string, string>> = {}): Answer {
  const all = { "x-amzn-requestid": randomUUID(), ...headers };
  if (body === undefined) return { status, headers: all, body: "" };
  return { status, headers: { "content-type": "application/json", ...all }, body: JSON.stringify(body) };
}

/** The answer of whatever was thrown; what is no Refusal is our own fault, and none of its text leaves the house. */
export function refuse(error: unknown): Answer {
  if (!(error instanceof Refusal)) console.error(error);
  const refusal = error instanceof Refusal ? error : new Refusal("InternalServerErrorException", "Internal failure");
  const headers = { "x-amzn-errortype": refusal.type, ...refusal.headers };
  return answer(STATUS_OF_REFUSAL[refusal.type], { message: refusal.message, ...refusal.members }, headers);
}
