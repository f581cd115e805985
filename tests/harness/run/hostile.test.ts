import { once } from "node:events";
import { createServer } from "node:https";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { MAXIMUM_BODY } from "../../../harness/targets/attempt.ts";
import type { RunOptions } from "../../../harness/run/run.ts";
import { selfSigned } from "../targets/certificate.ts";
import { endlessly, hostileServer, type Behaviour, type HostileServer } from "../targets/hostile.ts";
import { modelOf, ran, type Ran } from "./language.ts";

const model = await modelOf(new URL("things.yaml", import.meta.url));
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(behave: Behaviour): Promise<HostileServer> {
  const server = await hostileServer(behave);
  closing.push(() => server.close());
  return server;
}

/** A few requests to one operation, one at a time. */
const few = (url: string, id: "getThings" | "deleteThings", options: Partial<RunOptions> = {}): Promise<Ran> =>
  ran(model, url, {
    includes: (operation) => operation.id === id,
    phases: ["fuzz"],
    concurrency: 1,
    maxRequests: 4,
    ...options,
  });
const found = ({ findings }: Ran): readonly string[] =>
  [...findings.values()].map(({ check, received }) => `${check}: ${received}`).toSorted();
const says =
  (text: string): Behaviour =>
  (socket) =>
    socket.write(text, "latin1");
const saysAndResets =
  (text: string): Behaviour =>
  (socket) =>
    socket.write(text, () => socket.resetAndDestroy());
const saysAndGoesOn =
  (text: string, piece: string, interval?: number): Behaviour =>
  (socket) => {
    socket.write(text);
    endlessly(socket, piece, interval);
  };

const JSON_OK = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const GONE = "HTTP/1.1 204 No Content\r\n\r\n";

function bomb(): string {
  const body = gzipSync(Buffer.alloc(4 * MAXIMUM_BODY)).toString("latin1");
  return `${JSON_OK}content-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

describe("an answer that is none is a finding, told within the deadlines:", () => {
  const answers: readonly (readonly [behaviour: string, failure: string, behave: Behaviour])[] = [
    ["nothing ever", "timeout", () => undefined],
    ["a byte a second of the header", "timeout", saysAndGoesOn("HTTP/1.1 200 OK\r\n", "x", 1000)],
    ["a byte a second of the body", "timeout", saysAndGoesOn(`${JSON_OK}\r\n`, "[", 1000)],
    ["103s without end", "timeout", saysAndGoesOn("", "HTTP/1.1 103 Early Hints\r\n\r\n", 1)],
    ["a reset at once", "reset", saysAndResets("")],
    ["a reset in the header", "reset", saysAndResets("HTTP/1.1 200 O")],
    ["a reset in the body", "reset", saysAndResets(`${JSON_OK}content-length: 9\r\n\r\n[`)],
    ["less than its Content-Length", "reset", (socket) => socket.end(`${JSON_OK}content-length: 3\r\n\r\n[]`)],
    ["two lengths", "protocol", says(`${JSON_OK}content-length: 2\r\ncontent-length: 3\r\n\r\n[]`)],
    ["garbage for chunks", "protocol", says(`${JSON_OK}transfer-encoding: chunked\r\n\r\nxyz\r\n[]\r\n`)],
    ["a header without end", "tooLarge", saysAndGoesOn("HTTP/1.1 200 OK\r\nx: ", "a".repeat(9999))],
    ["a body that inflates without end", "tooLarge", says(bomb())],
  ];
  test.each(answers)("%s: %s", async (_, failure, behave) => {
    const { url } = await serve(behave);
    const deadline = failure === "timeout" ? 250 : 5000;
    const result = await few(url, "getThings", { deadline });
    expect([result.outcome, ...found(result)]).toEqual(["violates", `answers: no answer: ${failure}`]);
    expect(result.ms).toBeLessThan(4 * deadline + 2000);
  });

  test("a gigabyte: tooLarge, and hardly more of it is read than could be kept", async () => {
    const sockets = new Set<Socket>();
    const { url } = await serve((socket) => {
      sockets.add(socket);
      socket.write(`${JSON_OK}content-length: ${2 ** 30}\r\n\r\n`);
      endlessly(socket, " ".repeat(99_999));
    });
    const result = await few(url, "getThings", { maxRequests: 2 });
    expect([result.outcome, ...found(result)]).toEqual(["violates", "answers: no answer: tooLarge"]);
    for (const { bytesWritten } of sockets) expect(bytesWritten).toBeLessThan(2 * MAXIMUM_BODY);
  });
});

describe("an odd answer is judged as it is:", () => {
  const NOT_JSON = "contentTypeConformance: a body that is no application/json:";
  test.each([
    ["a body beyond its Content-Length", `${NOT_JSON} Unexpected end`, `${JSON_OK}content-length: 1\r\n\r\n[]`],
    ["bytes that are no UTF-8", `${NOT_JSON} the bytes are not UTF-8`, `${JSON_OK}content-length: 5\r\n\r\n["\xff"]`],
    [
      "429",
      "statusCodeConformance: status 429",
      "HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n",
    ],
  ])("%s", async (_, finding, text) => {
    const result = await few((await serve(says(text))).url, "getThings");
    expect(found(result).join("\n")).toContain(finding);
    expect(found(result).join("\n")).not.toContain("answers:");
  });

  test("a body on 204", async () => {
    const result = await few(
      (await serve(says(`${GONE.slice(0, -2)}content-length: 2\r\n\r\n[]`))).url,
      "deleteThings",
    );
    expect(found(result)).toEqual(["contentTypeConformance: 204 with a body"]);
  });

  test("a redirect in a loop is one answer, not followed", async () => {
    const server = await serve(says("HTTP/1.1 302 Found\r\nlocation: /things\r\ncontent-length: 0\r\n\r\n"));
    const result = await few(server.url, "deleteThings");
    expect(found(result)).toEqual(["statusCodeConformance: status 302"]);
    expect(server.received.join("").match(/ HTTP\/1\.1\r\n/g)).toHaveLength(result.exchanges.length);
  });

  test("a redirect to another host leads nowhere", async () => {
    const other = await serve(says(GONE));
    const text = `HTTP/1.1 307 Temporary Redirect\r\nlocation: ${other.url}/things\r\ncontent-length: 0\r\n\r\n`;
    const result = await few((await serve(says(text))).url, "deleteThings");
    expect(found(result)).toEqual(["statusCodeConformance: status 307"]);
    expect(other.received).toEqual([]);
  });
});

describe("no finding is", () => {
  test("HTTP/1.0", async () => {
    const { url } = await serve((socket) => socket.end("HTTP/1.0 204 No Content\r\n\r\n"));
    expect(await few(url, "deleteThings")).toMatchObject({ outcome: "conforms" });
  });

  test.each([0, 1, 2])("a connection that is closed between two requests, %i ms after an answer", async (wait) => {
    const { url } = await serve((socket) => {
      socket.write(GONE);
      setTimeout(() => socket.destroy(), wait);
    });
    expect(await few(url, "deleteThings", { maxRequests: 30 })).toMatchObject({ outcome: "conforms" });
  });
});

describe("a target is unreachable", () => {
  const ended = (url: string): Promise<Ran> => few(url, "deleteThings", { deadline: 300, maxRequests: 1000 });
  const why = ({ outcome, reason }: Ran): string => `${outcome}: ${reason}`;

  test("that refuses connections", async () => {
    const server = await hostileServer(() => undefined);
    await server.close();
    const result = await ended(server.url);
    expect(why(result)).toMatch(/^unreachable: .* cannot be reached: .*ECONNREFUSED/);
    expect(found(result)).toEqual([]);
  });
  test("whose name does not resolve", async () => {
    expect(why(await ended("http://nowhere.invalid"))).toMatch(/^unreachable: .*: its name does not resolve/);
  });
  test("whose certificate nobody knows", async () => {
    const server = createServer(selfSigned(), (_, response) => void response.end());
    await once(server.listen(0, "127.0.0.1"), "listening");
    closing.push(() => new Promise((resolve) => void server.close(() => resolve())));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(why(await ended(`https://127.0.0.1:${port}`))).toMatch(/^unreachable: .*: its certificate is not trusted/);
  });
  test("that never answers any more", async () => {
    const result = await ended((await serve(() => undefined)).url);
    expect(why(result)).toMatch(/^unreachable: .* has stopped answering: 8 requests in a row had no answer/);
    expect(found(result)).toEqual(["answers: no answer: timeout"]);
    expect(result.ms).toBeLessThan(10 * 300 + 2000);
  });
  test("whose every answer is one that cannot be read", async () => {
    const { url } = await serve(says(`HTTP/1.1 100 Continue\r\n\r\n${GONE}`));
    expect(why(await ended(url))).toMatch(/^unreachable: none of \d+ requests .* had an answer that can be read/);
  });
  test("that dies in the middle; what it had answered is in the log", async () => {
    let answers = 0;
    const server = await hostileServer((socket) => {
      answers += 1;
      if (answers <= 5) socket.write(GONE);
      else void server.close();
    });
    const result = await ended(server.url);
    expect(why(result)).toMatch(/^unreachable: .* cannot be reached: .*ECONNREFUSED/);
    expect(result.exchanges.filter(({ response }) => response?.status === 204)).toHaveLength(5);
  });
});

describe("a target is reached", () => {
  test("that rejects everything", async () => {
    const { url } = await serve(says("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"));
    const result = await few(url, "deleteThings", { maxRequests: 30 });
    expect(result.outcome).toBe("violates");
    expect(found(result)).toContain("statusCodeConformance: status 400");
  });
  test("of which one operation alone never answers, although it is asked again and again", async () => {
    const { url } = await serve((socket, _, head) => {
      if (head.startsWith("DELETE ")) socket.resetAndDestroy();
      else socket.write(`${JSON_OK}content-length: 2\r\n\r\n[]`);
    });
    const result = await few(url, "deleteThings", { maxRequests: 30 });
    expect([result.outcome, ...found(result)]).toEqual(["violates", "answers: no answer: reset"]);
  });
});

describe("a run ends in time", () => {
  test.each([
    ["slowly", (socket: Socket) => setTimeout(() => socket.write(GONE), 300)],
    ["never", () => undefined],
  ])("with a target that answers %s", async (_, behave) => {
    const { url } = await serve(behave);
    const result = await few(url, "deleteThings", {
      time: 1000,
      blocks: Infinity,
      maxRequests: 1000,
      deadline: 60_000,
    });
    expect(result.ms).toBeLessThan(1000 + 5000);
    expect(found(result)).toEqual([]);
  });
});
