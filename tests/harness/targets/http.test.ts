import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";

import { afterEach, describe, expect, test } from "vitest";

import { openHttpTarget } from "../../../harness/targets/http.ts";
import type { Answer, SendOptions, Target } from "../../../harness/targets/target.ts";
import type { WireRequest } from "../../../runtime/wire.ts";
import { endlessly, hostileServer } from "./hostile.ts";
import type { Behaviour, HostileServer } from "./hostile.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function open(url: string): Target {
  const opened = openHttpTarget(url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  closing.unshift(() => opened.target.close());
  return opened.target;
}

async function serve(behave: Behaviour, prefix = ""): Promise<Target & { readonly server: HostileServer }> {
  const server = await hostileServer(behave);
  closing.push(() => server.close());
  const target = open(server.url + prefix);
  return Object.assign(target, { server });
}

const says =
  (text: string): Behaviour =>
  (socket) =>
    socket.end(text, "latin1");
const get = (target: string): WireRequest => ({ method: "GET", target, headers: [] });
const ask = async (target: Target, request = get("/"), options: SendOptions = { deadline: 2000 }): Promise<string> =>
  show(await target.send(request, options));
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

function show(answer: Answer): string {
  if (answer.outcome === "answered") return `${answer.response.status} ${Buffer.from(answer.response.body).toString()}`;
  return answer.outcome === "failed" ? answer.failure : answer.outcome;
}

describe("a hostile answer ends in its class, within the deadline", () => {
  const answers: readonly (readonly [rule: string, want: string, behave: Behaviour])[] = [
    ["never answers", "timeout", () => undefined],
    [
      "a byte at a time in the header",
      "timeout",
      (socket) => (socket.write("HTTP/1.1 200 OK\r\nx: "), endlessly(socket, "a", 20)),
    ],
    [
      "a byte at a time in the body",
      "timeout",
      (socket) => (socket.write("HTTP/1.1 200 OK\r\n\r\n"), endlessly(socket, "a", 20)),
    ],
    ["endless interim answers", "timeout", (socket) => endlessly(socket, "HTTP/1.1 103 Early Hints\r\n\r\n", 5)],
    [
      "an endless status line",
      "timeout",
      (socket) => (socket.write("HTTP/1.1 200 "), endlessly(socket, "a".repeat(9999))),
    ],
    [
      "an endless header line",
      "tooLarge",
      (socket) => (socket.write("HTTP/1.1 200 OK\r\nx: "), endlessly(socket, "a".repeat(9999))),
    ],
    [
      "endless header lines",
      "tooLarge",
      (socket) => (socket.write("HTTP/1.1 200 OK\r\n"), endlessly(socket, "a: b\r\n".repeat(999))),
    ],
    [
      "an endless body",
      "tooLarge",
      (socket) => (socket.write("HTTP/1.1 200 OK\r\n\r\n"), endlessly(socket, "a".repeat(99_999))),
    ],
    ["a bomb", "tooLarge", (socket) => socket.end(encoded("gzip", gzipSync(Buffer.alloc(64 * 1024 * 1024))))],
    ["closes at once", "reset", (socket) => socket.end()],
    ["resets at once", "reset", (socket) => socket.resetAndDestroy()],
    ["closes in the header", "reset", says("HTTP/1.1 200 OK\r\ncontent-le")],
    ["closes in the body", "reset", says("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc")],
    ["closes in a chunk", "reset", says("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc")],
    [
      "resets in the body",
      "reset",
      (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", () => socket.resetAndDestroy()),
    ],
    ["is no HTTP", "protocol", says("SSH-2.0-OpenSSH_9.9\r\n")],
    ["is HTTP 0.9", "protocol", says("<html></html>")],
    [
      "a chunk size that is no number",
      "protocol",
      says("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"),
    ],
    ["two lengths", "protocol", says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc")],
    ["a length that is no number", "protocol", says("HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\nab")],
    ["a NUL in a header", "protocol", says("HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 0\r\n\r\n")],
    ["a space in a header's name", "protocol", says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx y: 1\r\n\r\nab")],
    [
      "switches protocols unasked",
      "protocol",
      says("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    ],
    ["100 (Continue) unasked", "unsendable", says(`HTTP/1.1 100 Continue\r\n\r\n${OK}`)],
  ];
  test.each(answers)("%s: %s", async (_rule, want, behave) => {
    const target = await serve(behave);
    const answer = await target.send(get("/"), { deadline: want === "timeout" ? 150 : 5000 });
    expect(show(answer)).toBe(want);
    expect("ms" in answer ? answer.ms : 0).toBeLessThan(4000);
  });
});

describe("an odd answer is still an answer", () => {
  const answers: readonly (readonly [rule: string, want: string, text: string])[] = [
    ["HTTP/1.0 without a length", "200 hello", "HTTP/1.0 200 OK\r\n\r\nhello"],
    ["an interim answer first", "200 ok", `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}`],
    ["no reason phrase", "200 ok", "HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok"],
    ["a status no one knows", "799 ", "HTTP/1.1 799 What\r\ncontent-length: 0\r\n\r\n"],
    ["a body on 204", "204 ", "HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok"],
    ["more body than its length", "200 ok", `${OK} and more`],
    [
      "chunks with extensions and trailers",
      "200 ok",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;a=b\r\nok\r\n0\r\nx: y\r\n\r\n",
    ],
    ["a redirect", "302 ", "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"],
  ];
  test.each(answers)("%s: %s", async (_rule, want, text) => {
    const target = await serve(says(text));
    expect(await ask(target)).toBe(want);
    expect(target.server.received).toHaveLength(1);
  });

  test("header lines come as they stood: order, case, number, bytes", async () => {
    const target = await serve(
      says("HTTP/1.1 200 OK\r\nX-B: 1\r\nset-Cookie: a=1\r\nx-b: \xff\r\nSet-cookie: b=2\r\nContent-Length: 0\r\n\r\n"),
    );
    const answer = await target.send(get("/"), { deadline: 2000 });
    expect(answer).toMatchObject({
      response: {
        headers: [
          ["X-B", "1"],
          ["set-Cookie", "a=1"],
          ["x-b", "\xff"],
          ["Set-cookie", "b=2"],
          ["Content-Length", "0"],
        ],
      },
    });
  });

  const text = "ok ".repeat(100);
  test.each([
    ["gzip", gzipSync(text), text],
    ["deflate", deflateSync(text), text],
    ["deflate", deflateRawSync(text), text],
    ["BR", brotliCompressSync(text), text],
    ["gzip, br", brotliCompressSync(gzipSync(text)), text],
    ["identity", Buffer.from(text), text],
    ["unknown", Buffer.from(text), text],
    ["gzip", Buffer.from("not gzip"), "not gzip"],
  ])("content coding %s is undone where it holds", async (coding, bytes, want) => {
    const target = await serve((socket) => socket.end(encoded(coding, bytes)));
    expect(await ask(target)).toBe(`200 ${want}`);
  });
});

function encoded(coding: string, body: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}\r\n\r\n`),
    body,
  ]);
}

describe("a request goes out as it is", () => {
  const echo: Behaviour = (socket) => socket.write(OK);
  const lines = async (request: WireRequest, prefix = ""): Promise<string[]> => {
    const target = await serve(echo, prefix);
    expect(await ask(target, request)).toBe("200 ok");
    return (target.server.received[0] ?? "").split("\r\n");
  };

  test.each(["/a/../b/./c", "/%2e%2e/%2E", "//a//", "/?a=b?c&&#d", '/a|b{c}\\"<>', "/\xe9"])(
    "the target %s",
    async (target) => {
      expect((await lines(get(target)))[0]).toBe(`GET ${target} HTTP/1.1`);
    },
  );

  test.each([
    ["", "/x"],
    ["/", "/x"],
    ["/v1", "/v1/x"],
    ["/v1/", "/v1/x"],
    ["/a/../b//", "/a/../b//x"],
  ])("the base path %j stands before it, as text", async (prefix, want) => {
    expect((await lines(get("/x"), prefix))[0]).toBe(`GET ${want} HTTP/1.1`);
  });

  test("header lines keep order, case and number; Host and Content-Length are added, nothing else is", async () => {
    const headers = [
      ["X-B", "1"],
      ["accept", "*"],
      ["x-b", "2"],
      ["A", ""],
      ["x", "\xff"],
    ] as const;
    const [, host, ...rest] = await lines({ method: "PATCH", target: "/", headers, body: '{"a":"é漢"}' });
    expect(host).toMatch(/^host: 127\.0\.0\.1:\d+$/);
    expect(rest).toEqual([
      "connection: keep-alive",
      "X-B: 1",
      "accept: *",
      "x-b: 2",
      "A: ",
      "x: \xff",
      "content-length: 13",
      "",
      Buffer.from('{"a":"é漢"}').toString("latin1"),
    ]);
  });

  test.each([
    ["a header of characters that are no bytes", { headers: [["x", "漢"]] }],
    ["a header with a line break", { headers: [["x", "a\r\nb: c"]] }],
    ["Transfer-Encoding", { headers: [["transfer-encoding", "chunked"]] }],
    ["Expect", { headers: [["expect", "100-continue"]] }],
    ["a length that is not the body's", { method: "PUT", headers: [["content-length", "3"]], body: "{}" }],
    ["a target with a space", { target: "/a b" }],
    ["CONNECT", { method: "CONNECT" }],
  ] satisfies [string, Partial<WireRequest>][])(
    "what the client cannot send is said to be so, and not sent: %s",
    async (_rule, part) => {
      const target = await serve(echo);
      expect(await ask(target, { ...get("/"), ...part })).toBe("unsendable");
      expect(target.server.received.join("")).toBe("");
    },
  );

  test("the last byte of a held body waits for its release", async () => {
    const target = await serve((socket, _connection, head) => head.endsWith("{}") && socket.write(OK));
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const request = { method: "PATCH", target: "/", headers: [], body: "{}" };
    const slow = ask(target, request, { deadline: 2000, release });
    await expect.poll(() => target.server.received[0]?.endsWith("\r\n\r\n{")).toBe(true);
    resolve();
    await expect.poll(() => target.server.received[0]?.endsWith("content-length: 2\r\n\r\n{}")).toBe(true);
    await target.close();
    expect(await slow).toBe("unsendable");
  });

  test("a held body that is never released ends with the deadline", async () => {
    const target = await serve(() => undefined);
    const request = { method: "PATCH", target: "/", headers: [], body: "{}" };
    expect(await ask(target, request, { deadline: 100, release: new Promise(() => undefined) })).toBe("timeout");
  });
});

describe("connections", () => {
  test("one connection serves request after request", async () => {
    const target = await serve((socket) => socket.write(OK));
    for (let n = 0; n < 5; n++) expect(await ask(target)).toBe("200 ok");
    expect(target.server.received).toHaveLength(1);
  });

  test("requests at the same time have a connection each, kept for the next", async () => {
    const target = await serve((socket) => setTimeout(() => socket.write(OK), 20));
    for (let n = 0; n < 2; n++) await Promise.all([ask(target), ask(target), ask(target)]);
    expect(target.server.received).toHaveLength(3);
  });

  test("a kept connection that closes under a request is a race: the request goes out once more", async () => {
    let requests = 0;
    const target = await serve((socket) => (requests++ === 1 ? socket.end() : socket.write(OK)));
    expect(await ask(target)).toBe("200 ok");
    expect(await ask(target)).toBe("200 ok");
    expect([requests, target.server.received.length]).toEqual([3, 2]);
  });

  test("a fresh connection that closes under a request is the target's doing: it does not go out again", async () => {
    let requests = 0;
    const target = await serve((socket) => (requests++, socket.end()));
    expect(await ask(target)).toBe("reset");
    expect(requests).toBe(1);
  });

  test("once something of the answer has come, the request does not go out again", async () => {
    let requests = 0;
    const target = await serve((socket) => (requests++ === 1 ? socket.end("HTTP/1.1 2") : socket.write(OK)));
    expect([await ask(target), await ask(target), requests]).toEqual(["200 ok", "reset", 2]);
  });

  test("after a failure the next request is answered", async () => {
    const target = await serve((socket, connection) =>
      connection === 0 ? socket.resetAndDestroy() : socket.write(OK),
    );
    expect([await ask(target), await ask(target)]).toEqual(["reset", "200 ok"]);
  });

  test("a port where no one listens refuses", async () => {
    const server = await hostileServer(() => undefined);
    await server.close();
    expect(await ask(open(server.url))).toBe("refused");
  });

  test("a certificate that no one vouches for is no connection", async () => {
    const server = await hostileServer(() => undefined);
    closing.push(() => server.close());
    expect(await ask(open(server.url.replace("http:", "https:")), get("/"), { deadline: 300 })).toBe("refused");
  });
});

test.each(["ftp://a/", "a.example", "http://", "http://u:p@a/", "http://a/?b", "http://a/#b"])(
  "%s is no base URL",
  (url) => {
    expect(openHttpTarget(url)).toMatchObject({ outcome: "unusable", reason: expect.stringContaining(url) });
  },
);
