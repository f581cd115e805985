import { describe, expect, test } from "vitest";
import { hostileServer } from "./hostile.ts";
import { ask, closing, get, OK, open, serve } from "./language.ts";

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
