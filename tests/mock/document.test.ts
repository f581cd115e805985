import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openHttpTarget } from "../../harness/targets/http.ts";
import { startPrism } from "../../harness/targets/prism.ts";
import { answers, folder, get, post, request, says, show, write } from "./language.ts";
import { hostileServer } from "../harness/targets/hostile.ts";

describe("the document that Prism gets", () => {
  const info = { title: "mock", version: "1" };
  const reasonFor = async (name: string, paths: object, port?: number): Promise<string> => {
    const file = write(name, { openapi: "3.1.0", info, paths });
    const started = await startPrism(file, port === undefined ? {} : { port });
    if (started.outcome === "started") await started.target.close();
    return started.outcome === "started" ? "started" : started.reason;
  };

  test("its references stay off the network", async () => {
    const paths = { "/a": { $ref: "http://127.0.0.1:9/a.json" } };
    expect(await reasonFor("remote.json", paths)).toContain("http://127.0.0.1:9/a.json is not fetched");
  });

  test("one that is not there is said to be so", async () => {
    expect(await startPrism(join(folder, "nowhere.json"))).toMatchObject({ outcome: "unusable" });
  });

  test("one without operations cannot be mocked, for the reason that Prism gives", async () => {
    expect(await reasonFor("empty.json", {})).toMatch(/No operations found/);
  });

  test("a port that is taken is not mistaken for Prism", async () => {
    const server = await hostileServer(() => undefined);
    expect(await reasonFor("port.json", { "/a": says({}) }, Number(new URL(server.url).port))).toMatch(/is taken/);
    await server.close();
  });

  test("its parts in other files come along, its callbacks do not", async () => {
    const server = await hostileServer((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
    write("part.json", {
      post: { ...get(), callbacks: { called: { [server.url]: post({}, 200) } }, responses: answers(201) },
    });
    const file = write("whole.json", { openapi: "3.1.0", info, paths: { "/part": { $ref: "part.json" } } });
    const before = readdirSync(tmpdir());
    const started = await startPrism(file);
    if (started.outcome !== "started") throw new Error(started.reason);
    const answer = await started.target.send(request("POST /part"), { deadline: 5000 });
    await started.target.close();
    expect([show(answer), server.received]).toEqual(["201", []]);
    // Closing leaves nothing behind: no folder, no process.
    expect(
      readdirSync(tmpdir()).filter((name) => name.startsWith("covenant-prism-") && !before.includes(name)),
    ).toEqual([]);
    expect(await refuses(started.target.baseUrl)).toBe(true);
    await server.close();
  });

  test("Prism ends with the process that started it, even when that is killed", async () => {
    const script = `
      import { startPrism } from ${JSON.stringify(new URL("../../harness/targets/prism.ts", import.meta.url).href)};
      const started = await startPrism(${JSON.stringify(write("orphan.json", { openapi: "3.1.0", info, paths: { "/a": says({}) } }))});
      console.log(started.target.baseUrl);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, TMPDIR: folder },
    });
    const [url] = await once(parent.stdout, "data");
    const baseUrl = String(url).trim();
    expect(await refuses(baseUrl)).toBe(false);
    parent.kill("SIGKILL");
    await expect.poll(() => refuses(baseUrl), { timeout: 5000 }).toBe(true);
  });
});

async function refuses(baseUrl: string): Promise<boolean> {
  const opened = openHttpTarget(baseUrl);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  const answer = await opened.target.send(request("GET /"), { deadline: 2000 });
  await opened.target.close();
  return answer.outcome === "failed" && answer.failure === "refused";
}
