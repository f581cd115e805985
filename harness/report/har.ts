import type { HeaderLine } from "../../runtime/wire.ts";
import type { Event, ExchangeEvent, LoggedBody, LoggedResponse } from "../log/events.ts";
import { wireRequest } from "../log/logged.ts";
import { fill } from "../state/slots.ts";

/**
 * All exchanges of a log as HAR 1.2, in pieces as they are read: a log of gigabytes needs no more memory than its longest line.
 * Requests stand as they were sent, but for their credentials, which no log holds.
 */
export function* harReport(events: Iterable<Event>): Generator<string, void, undefined> {
  let baseUrl = "";
  let separator = "\n";
  yield '{"log":{"version":"1.2","creator":{"name":"Covenant","version":';
  let version = '""';
  for (const event of events) {
    if (event.type === "run") {
      // A merge of shards with targets of their own names them all.
      [baseUrl = ""] = event.target.split(", ");
      version = JSON.stringify(event.covenant);
    }
    if (event.type !== "exchange") continue;
    if (separator === "\n") yield `${version}},"entries":[`;
    yield separator + JSON.stringify(entry(baseUrl, event));
    separator = ",\n";
  }
  yield separator === "\n" ? `${version}},"entries":[]}}\n` : "\n]}}\n";
}

function entry(baseUrl: string, event: ExchangeEvent): object {
  const { unit, operation, phase, verdict, response, failure, at, ms } = event;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: ms,
    request: requestOf(baseUrl, event),
    response: response === undefined ? noResponse(failure ?? "") : responseOf(response),
    cache: {},
    timings: { send: 0, wait: ms, receive: 0 },
    comment: `${unit}: ${operation}, ${phase}, ${verdict}`,
  };
}

function requestOf(baseUrl: string, { request, bindings = {} }: ExchangeEvent): object {
  const { method, target, headers, body } = fill(wireRequest(request), new Map(Object.entries(bindings)));
  const query = target.includes("?") ? target.slice(target.indexOf("?") + 1) : "";
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return {
    method,
    url: baseUrl + target,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: named(headers),
    queryString: query === "" ? [] : query.split("&").map(pair),
    ...(bytes !== undefined && {
      postData: {
        mimeType: headerOf(headers, "content-type"),
        ...(typeof body === "string"
          ? { text: body }
          : { text: bytes.toString("base64"), comment: "the text is in base64: the body is no UTF-8" }),
      },
    }),
    headersSize: -1,
    bodySize: bytes?.length ?? 0,
  };
}

function responseOf({ status, headers, body }: LoggedResponse): object {
  return {
    status,
    statusText: "",
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: named(headers),
    content: { size: sizeOf(body), mimeType: headerOf(headers, "content-type"), ...textOf(body) },
    redirectURL: headerOf(headers, "location"),
    headersSize: -1,
    bodySize: -1,
  };
}

/** As browsers write a request that got no answer. */
function noResponse(failure: string): object {
  const nothing: LoggedResponse = { status: 0, headers: [], body: "" };
  return { ...responseOf(nothing), comment: failure, _error: failure };
}

function textOf(body: LoggedBody): object {
  return typeof body === "string" ? { text: body } : { text: body.base64, encoding: "base64" };
}

function sizeOf(body: LoggedBody): number {
  return typeof body === "string" ? Buffer.byteLength(body) : Buffer.byteLength(body.base64, "base64");
}

function named(headers: readonly HeaderLine[]): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function headerOf(headers: readonly HeaderLine[], wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
}

/** `a=b`; percent-encoding stays as it was sent. */
function pair(text: string): object {
  const end = text.includes("=") ? text.indexOf("=") : text.length;
  return { name: text.slice(0, end), value: text.slice(end + 1) };
}
