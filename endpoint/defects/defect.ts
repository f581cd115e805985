import { isUtf8 } from "node:buffer";
import type { Answer, Handler, Request } from "../exchange.ts";
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
  readonly around?: (next: Handler) => Handler;
}

/** Changes the answers to the requests that `when` names. */
export function changing(
  when: (request: Request, status: number) => boolean,
  change: (answer: Answer) => Partial<Answer>,
): Pick<Defect, "apply"> {
  const around =
    (next: Handler): Handler =>
    async (request) => {
      const answer = await next(request);
      return when(request, answer.status) ? { ...answer, ...change(answer) } : answer;
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
  const around =
    (next: Handler): Handler =>
    (request) =>
      next(when(request) ? { ...request, body: async () => replaced(await request.body(), change) } : request);
  return { apply: () => ({ around }) };
}

/** A body that is no UTF-8 is left to the sound code. */
const replaced = (bytes: Buffer, change: (text: string) => string): Buffer =>
  isUtf8(bytes) ? Buffer.from(change(bytes.toString())) : bytes;

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
