import { beforeAll, describe, expect, test } from "vitest";
import { AUTHORIZATION, endpoint, raw, send, newFamily, type Family } from "./language.ts";
import { EVERY } from "./refused.ts";

const at = endpoint();
let family: Family;
beforeAll(async () => {
  family = await newFamily(at);
});

const UUID_LINE = /^x-amzn-requestid: [0-9a-f-]{36}$/im;

describe("bytes that are hardly a request", () => {
  const head = (line: string, ...headers: string[]): string =>
    [line, "Host: x", `Authorization: ${AUTHORIZATION}`, "Connection: close", ...headers, "", ""].join("\r\n");
  const cases: readonly [what: string, bytes: string, status: number][] = [
    ["no HTTP", "hello\r\n\r\n", 400],
    ["an unknown method", head("FETCH /v2/apis HTTP/1.1"), 400],
    ["a method in lower case", head("get /v2/apis HTTP/1.1"), 400],
    ["an unknown version", head("GET /v2/apis HTTP/9.9"), 400],
    ["no host", `GET /v2/apis HTTP/1.1\r\nAuthorization: ${AUTHORIZATION}\r\nConnection: close\r\n\r\n`, 400],
    ["an impossible host", head("GET /v2/apis HTTP/1.1").replace("Host: x", "Host: a b"), 400],
    ["a target without a slash", head("OPTIONS * HTTP/1.1"), 400],
    ["a blank in the target", head("GET /v2/a pis HTTP/1.1"), 400],
    ["a backslash in the target", head("GET /v2\\apis HTTP/1.1"), 400],
    ["two lengths", head("POST /v2/apis HTTP/1.1", "Content-Length: 1", "Content-Length: 2"), 400],
    ["a length and chunks", head("POST /v2/apis HTTP/1.1", "Content-Length: 1", "Transfer-Encoding: chunked"), 400],
    ["a negative length", head("POST /v2/apis HTTP/1.1", "Content-Length: -1"), 400],
    [
      "a broken chunk",
      `${head("POST /v2/apis HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked")}x\r\n`,
      400,
    ],
    ["a header without a colon", head("GET /v2/apis HTTP/1.1", "nonsense"), 400],
    ["a header of 20 kB", head("GET /v2/apis HTTP/1.1", `X: ${"x".repeat(20_000)}`), 431],
    ["a tunnel", head("CONNECT example.org:443 HTTP/1.1"), 405],
    ["an expectation nobody has, which is ignored", head("GET /v2/apis HTTP/1.1", "Expect: wonders"), 200],
    ["an absolute target, which is a target", head("GET http://x/v2/apis HTTP/1.1"), 200],
    ["an absolute target without a path", head("GET http://x HTTP/1.1"), 400],
    ["two credentials", head("GET /v2/apis HTTP/1.1", `Authorization: ${AUTHORIZATION}`), 403],
    [
      "two content types",
      `${head("POST /v2/apis HTTP/1.1", ...Array.from({ length: 2 }, () => "Content-Type: application/json"), "Content-Length: 2")}{}`,
      415,
    ],
    ["two that are acceptable", head("GET /v2/apis HTTP/1.1", "Accept: text/html", "Accept: application/json"), 200],
    [
      "a length over the limit",
      head("POST /v2/apis HTTP/1.1", "Content-Type: application/json", "Content-Length: 99999999"),
      413,
    ],
  ];
  test.each(cases)("%s", async (_, bytes, status) => {
    const answer = await raw(at, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(UUID_LINE);
    expect(/^x-amzn-errortype: \w+Exception$/im.test(answer)).toBe(status >= 400);
  });

  test("chunks without end are cut off at the limit", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const bytes =
      head("POST /v2/apis HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") +
      chunk.repeat(170);
    expect(await raw(at, bytes)).toMatch(/^HTTP\/1.1 413 [^]*x-amzn-errortype: RequestEntityTooLargeException/i);
  });

  test("none of them keeps the next request from its answer", async () => {
    expect(await send(at, "GET", family.routeResponse)).toMatchObject({ status: 200, headers: EVERY });
  });
});
