import type { Context, MiddlewareHandler } from "hono";
import type { Environment } from "../application.ts";
import { isBody, type Body, type Store } from "../storage.ts";

/** A fault that the endpoint has on purpose, for people who learn the tool and for tests of the tool. */
export interface Defect {
  readonly name: string;
  /** What the faulty endpoint does, in one line. */
  readonly description: string;
  /** The check that must find it. */
  readonly check: string;
  /** The smallest request that shows it. */
  readonly counterexample: string;
  /** The fault itself, over a sound store. */
  apply(store: Store): Fault;
}

export interface Fault {
  /** The store that the operations see instead. */
  readonly store?: Store;
  /** Stands around credentials, throttle and operations. */
  readonly around?: MiddlewareHandler<Environment>;
}

/** An answer in the hands of a fault. Header names in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Request = Context<Environment>["req"];

/** Changes the answers to the requests that `when` names. */
export function changing(
  when: (request: Request, status: number) => boolean,
  change: (answer: Answer) => Partial<Answer>,
): Pick<Defect, "apply"> {
  const around: MiddlewareHandler<Environment> = async (context, next) => {
    await next();
    const { res } = context;
    if (!when(context.req, res.status)) return;
    const answer = { status: res.status, headers: Object.fromEntries(res.headers), body: await res.text() };
    const { status, headers, body } = { ...answer, ...change(answer) };
    // An answer that is set over another one inherits its headers; over none it inherits nothing.
    context.res = undefined;
    context.res = new Response(body === "" ? null : body, { status, headers });
  };
  return { apply: () => ({ around }) };
}

/** Changes the JSON bodies of the requests that `when` names before they are read. */
export function rewriting(when: (request: Request) => boolean, change: (body: Body) => Body): Pick<Defect, "apply"> {
  return replacingText(when, (text) => {
    const body = parsed(text);
    return isBody(body) ? (written(change(body)) ?? text) : text;
  });
}

export function replacingText(
  when: (request: Request) => boolean,
  change: (text: string) => string,
): Pick<Defect, "apply"> {
  const around: MiddlewareHandler<Environment> = async (context, next) => {
    const original = context.var.body;
    if (when(context.req)) {
      context.set("body", async () => {
        const bytes = await original();
        const text = utf8(bytes);
        const changed = text === undefined ? text : change(text);
        return changed === text || changed === undefined ? bytes : new TextEncoder().encode(changed);
      });
    }
    await next();
  };
  return { apply: () => ({ around }) };
}

/** A body that is no UTF-8 is left to the sound code. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined of what is nested too deep to be written. */
function written(body: Body): string | undefined {
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Changes an object in an answer's body; lists and broken text stay as they are. */
export const inBody =
  (change: (body: Body) => Body) =>
  ({ body }: Answer): Partial<Answer> => {
    const value = parsed(body);
    return isBody(value) ? { body: JSON.stringify(change(value)) } : {};
  };

const ITEM = /\/routeresponses\/[^/]+$/;

export const isCreateModel = (request: Request): boolean =>
  request.method === "POST" && request.path.endsWith("/models");
export const isCreateApi = (request: Request): boolean => request.method === "POST" && request.path === "/v2/apis";
export const isCreateRoute = (request: Request): boolean =>
  request.method === "POST" && request.path.endsWith("/routes");
export const isRouteResponse = (request: Request): boolean => ITEM.test(request.path);
export const isUpdateRouteResponse = (request: Request): boolean =>
  request.method === "PATCH" && isRouteResponse(request);
