import type { HeaderLine, WireRequest, WireResponse } from "./wire.ts";

/** As much of `fetch` as is used: any function of this shape does, one that signs requests or one that answers in a test. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends a request below a base URL, whose path is put before the target. Nothing is added and no redirection followed: credentials are header lines
 * like others, `send(url, { ...request, headers: [...request.headers, ["authorization", token]] })`.
 *
 * A TypeError where `fetch` would send another target than the request's (it swallows the segments `.` and `..`), or what `fetch` itself throws.
 */
export async function send(
  baseUrl: string | URL,
  request: WireRequest,
  fetch: Fetch = globalThis.fetch,
): Promise<WireResponse> {
  const response = await fetch(urlOf(new URL(baseUrl), request.target), {
    method: request.method,
    headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    redirect: "manual",
    ...(request.body === undefined ? {} : { body: sendable(request.body) }),
  });
  const headers: HeaderLine[] = [];
  // Not by iteration, which the compiler's DOM library has only since version 6.
  response.headers.forEach((value, name) => headers.push([name, value]));
  return { status: response.status, headers, body: new Uint8Array(await response.arrayBuffer()) };
}

function urlOf(base: URL, target: string): string {
  const wanted = base.pathname.replace(/\/$/, "") + target;
  const url = new URL(base.origin + wanted);
  if (url.pathname + url.search !== wanted) {
    throw new TypeError(
      `fetch cannot send the target ${JSON.stringify(wanted)} as it is; it would send ${url.pathname}${url.search}`,
    );
  }
  return url.href;
}

/** `fetch` takes no view of a shared buffer; a copy is never one. */
function sendable(body: string | Uint8Array): string | Uint8Array<ArrayBuffer> {
  return typeof body === "string" ? body : new Uint8Array(body);
}
