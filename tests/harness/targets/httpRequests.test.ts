import { describe, expect, test } from "vitest";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import type { WireRequest } from "../../../runtime/wire.ts";
import type { Behaviour } from "./hostile.ts";
import { ask, get, OK, serve } from "./language.ts";

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

test.each(["ftp://a/", "a.example", "http://", "http://u:p@a/", "http://a/?b", "http://a/#b"])(
  "%s is no base URL",
  (url) => {
    expect(openHttpTarget(url)).toMatchObject({ outcome: "unusable", reason: expect.stringContaining(url) });
  },
);
