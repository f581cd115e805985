import { expect, test } from "vitest";
import type { WireRequest } from "../../../runtime/wire.ts";
import { ask, OK, serve } from "./language.ts";

/** A PUT of `{}` under a Content-Length of its own. */
const putting = (length: string): WireRequest => ({
  method: "PUT",
  target: "/a/../b",
  headers: [
    ["X-A", "1"],
    ["content-length", length],
  ],
  body: "{}",
});

test.each(["1", "3"])("a Content-Length that is not the body's is sent as it stands: %s", async (length) => {
  const target = await serve((socket) => socket.write(OK));
  expect(await ask(target, putting(length))).toBe("200 ok");
  expect(target.server.received).toEqual([
    expect.stringMatching(
      `^PUT /a/../b HTTP/1.1\r\nhost: 127.0.0.1:\\d+\r\nX-A: 1\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n{}$`,
    ),
  ]);
});

test("each has a connection of its own", async () => {
  const target = await serve((socket) => socket.write(OK));
  await ask(target, putting("2"));
  await ask(target, putting("1"));
  await ask(target, putting("2"));
  expect(target.server.received.map((text) => text.match(/PUT/g)?.length)).toEqual([2, 1]);
});

test("a body that is too short ends with its sender", async () => {
  const target = await serve((socket) => socket.once("end", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\nended")));
  expect(await ask(target, putting("3"))).toBe("400 ended");
});

test("a server may close without an answer", async () => {
  const target = await serve((socket) => socket.destroy());
  expect(await ask(target, putting("1"))).toBe("reset");
});

test("what no client sends is not sent", async () => {
  const target = await serve((socket) => socket.write(OK));
  const { headers, ...request } = putting("1");
  expect(await ask(target, { ...request, headers: [...headers, ["x", "a\r\nb"]] })).toBe("unsendable");
  expect(target.server.received).toEqual([]);
});
