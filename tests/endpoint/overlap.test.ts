import { connect, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { AUTHORIZATION, endpoint, methods, newFamily } from "./language.ts";

const at = endpoint();
const { get, patch, remove } = methods(at);

describe("of two updates that overlap", () => {
  /** Sends all of a PATCH but the last byte of its body; `finish` sends that and gives the answer's status line. */
  async function heldBack(target: string, body: object): Promise<{ finish(): Promise<string> }> {
    const text = JSON.stringify(body);
    const socket = await new Promise<Socket>((resolve) => {
      const opened = connect(Number(new URL(at.url).port), "127.0.0.1", () => resolve(opened));
    });
    const head = `PATCH ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: ${AUTHORIZATION}\r\nConnection: close\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text.slice(0, -1)}`);
    return {
      finish: () =>
        new Promise((resolve) => {
          let answer = "";
          socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
          socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
          socket.write(text.slice(-1));
        }),
    };
  }

  test("the one that comes too late is told so, and leaves nothing", async () => {
    const { routeResponse } = await newFamily(at);
    const held = await heldBack(routeResponse, { modelSelectionExpression: "late", responseParameters: { late: {} } });
    // A whole exchange on another connection: the head above has been read before it.
    await get(routeResponse);
    expect(await patch(routeResponse, { modelSelectionExpression: "early" })).toMatchObject({ status: 200 });
    expect(await held.finish()).toBe("HTTP/1.1 409 Conflict");
    expect((await get(routeResponse)).body).toMatchObject({
      modelSelectionExpression: "early",
      responseParameters: {},
    });
  });

  test("neither is refused if they are of two resources", async () => {
    const [one, other] = [await newFamily(at), await newFamily(at)];
    const held = await heldBack(one.routeResponse, { modelSelectionExpression: "late" });
    await get(one.routeResponse);
    expect(await patch(other.routeResponse, { modelSelectionExpression: "early" })).toMatchObject({ status: 200 });
    expect(await held.finish()).toBe("HTTP/1.1 200 OK");
  });

  test("a deleted resource is not found", async () => {
    const { routeResponse } = await newFamily(at);
    const held = await heldBack(routeResponse, { modelSelectionExpression: "late" });
    await get(routeResponse);
    await remove(routeResponse);
    expect(await held.finish()).toBe("HTTP/1.1 404 Not Found");
  });

  test("every one that was acknowledged is there", async () => {
    const { routeResponse } = await newFamily(at);
    const keys = Array.from({ length: 40 }, (_, index) => `key${index}`);
    const answers = await Promise.all(keys.map((key) => patch(routeResponse, { responseParameters: { [key]: {} } })));
    const acknowledged = keys.filter((_, index) => answers[index]?.status === 200);
    expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([200, 409]))).toBe(true);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(Object.keys(Object((await get(routeResponse)).body["responseParameters"])).sort()).toEqual(
      acknowledged.sort(),
    );
  });
});
