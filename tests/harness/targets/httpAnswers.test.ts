import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { endlessly } from "./hostile.ts";
import type { Behaviour } from "./hostile.ts";
import { ask, get, OK, says, serve, show } from "./language.ts";

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
