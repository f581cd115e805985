import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { Hono, type Context, type Handler, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { apiOperations } from "./apis.ts";
import { parseBody, readBody } from "./body.ts";
import { authorizationOf, verify, type Credentials } from "./credentials.ts";
import { modelOperations } from "./models.ts";
import { requireAcceptable, requireJsonBody } from "./negotiation.ts";
import type { Operation } from "./operation.ts";
import { Refusal, STATUS_OF_REFUSAL } from "./refusals.ts";
import { routeResponseOperations } from "./routeResponses.ts";
import { routeOperations } from "./routes.ts";
import type { Store } from "./storage.ts";
import { tokenBucket, type Throttle } from "./throttle.ts";

const OPERATIONS = [...apiOperations, ...routeOperations, ...routeResponseOperations, ...modelOperations];

export interface ApplicationOptions {
  /** Refuse what exceeds the rate; without it nothing is throttled. */
  readonly throttle?: Throttle;
  /** Who may call: anybody; anybody who signs in form (the default); or who signs with this key. */
  readonly credentials?: "anonymous" | "any" | Credentials;
  /** Stands around everything but the request's id: the place of the faults in `defects.ts`. */
  readonly around?: MiddlewareHandler<Environment>;
}

export type Environment = {
  Bindings: HttpBindings;
  Variables: {
    /** The store's revision when the request's head arrived. */
    revision: number;
    /** The request's body; read once, when it is first asked for. */
    body: () => Promise<Uint8Array>;
  };
};

/**
 * The service over HTTP. A request is refused in this order: 403 credentials, 429, 404 path, 405, 406, 415, 413,
 * 400 not JSON or a wrong literal, 400 constraint, 404 resource, 400 and 409 of the operation itself.
 */
export function application(store: Store, options: ApplicationOptions = {}): Hono<Environment> {
  const operations = new Hono<Environment>();
  for (const operation of OPERATIONS) operations.on(operation.method, operation.path, answer(operation, store));

  const app = new Hono<Environment>({ getPath: (_, options) => rawPath(options?.env?.incoming.url ?? "") });
  app.use(identify(store));
  if (options.around !== undefined) app.use(options.around);
  app.use(authenticate(options.credentials ?? "any"));
  if (options.throttle !== undefined) app.use(throttled(tokenBucket(options.throttle)));
  app.use(async (context, next) => {
    // The router answers HEAD from GET; the service has no HEAD.
    if (context.req.method === "HEAD") throw unknownOperation(operations, context.req.path);
    await next();
  });
  app.route("/", operations);
  app.notFound((context) => {
    throw unknownOperation(operations, context.req.path);
  });
  app.onError(refuse);
  return app;
}

/** The path as it was sent: neither decoded nor normalised, so that an encoded slash stays inside its label. */
function rawPath(target: string): string {
  return target.replace(/^https?:\/\/[^/?]*/i, "").replace(/[?#].*$/s, "");
}

/** Gives the request its id, and notes the state of the store before any of the body is read. */
function identify(store: Store): MiddlewareHandler<Environment> {
  return async (context, next) => {
    context.header("x-amzn-requestid", randomUUID());
    context.set("revision", store.revision());
    let body: Promise<Uint8Array> | undefined;
    context.set("body", () => (body ??= readBody(context.env.incoming)));
    await next();
  };
}

function authenticate(credentials: "anonymous" | "any" | Credentials): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const header = (name: string): string | undefined => context.req.header(name);
    if (credentials === "any") authorizationOf(header("authorization"));
    else if (credentials !== "anonymous") {
      const { method, url = "" } = context.env.incoming;
      await verify({ method: method ?? "", target: url, header, body: context.var.body }, credentials, Date.now());
    }
    await next();
  };
}

function throttled(take: () => void): MiddlewareHandler<Environment> {
  return async (_, next) => {
    take();
    await next();
  };
}

const NO_LABELS = { apiId: "", routeId: "", routeResponseId: "", modelId: "", requestParameterKey: "" };

function answer(operation: Operation, store: Store): Handler<Environment> {
  return async (context) => {
    requireAcceptable(context.req.header("accept"));
    const input = operation.method === "POST" || operation.method === "PATCH" ? await jsonOf(context) : {};
    const labels = { ...NO_LABELS, ...context.req.param() };
    const query = { maxResults: context.req.query("maxResults"), nextToken: context.req.query("nextToken") };
    const body = operation.perform(store, { labels, query, revision: context.var.revision, input });
    return body === undefined || operation.status === 204
      ? context.body(null, 204)
      : json(context, operation.status, body);
  };
}

async function jsonOf(context: Context<Environment>): Promise<unknown> {
  requireJsonBody(context.req.header("content-type"), context.req.header("content-encoding"));
  return parseBody(await context.var.body());
}

function json(context: Context<Environment>, status: ContentfulStatusCode, body: object): Response {
  return context.body(JSON.stringify(body), status, { "content-type": "application/json" });
}

/** Smithy restJson1: a path that no operation has is 404, another method on a known path 405 (RFC 9110, 15.5.6: with Allow). */
function unknownOperation(operations: Hono<Environment>, path: string): Refusal {
  const methods = ["GET", "POST", "PATCH", "DELETE"].filter(
    (method) => operations.router.match(method, path)[0].length > 0,
  );
  if (methods.length === 0) return new Refusal("UnknownOperationException", "No operation has this path");
  const headers = { allow: methods.join(", ") };
  return new Refusal("MethodNotAllowedException", `This path knows ${headers.allow}`, { headers });
}

/** The answer of whatever was thrown; what is no Refusal is our own fault, and none of its text leaves the house. */
function refuse(error: Error, context: Context<Environment>): Response {
  if (!(error instanceof Refusal)) console.error(error);
  const refusal = error instanceof Refusal ? error : new Refusal("InternalServerErrorException", "Internal failure");
  const headers = { "x-amzn-errortype": refusal.type, ...refusal.headers };
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
  return json(context, STATUS_OF_REFUSAL[refusal.type], { message: refusal.message, ...refusal.members });
}
