import { describe, expect, test } from "vitest";
import { readOptions, UsageError } from "../../endpoint/options.ts";
import { run, startChild } from "./child.ts";
import { newFamily, send } from "./language.ts";

describe("what cannot be used is said", () => {
  const cases: readonly (readonly string[])[] = [
    ["--nonsense"],
    ["extra"],
    ["--port", "http"],
    ["--port", "65536"],
    ["--throttle", "fast"],
    ["--throttle", "0/1"],
    ["--throttle", "1/0"],
    ["--credentials", "id"],
    ["--credentials", "id:secret", "--anonymous"],
    ["--defect", "everything"],
    ["--defect", "status-202", "--credentials", "id:secret"],
    ["--update-status", "204"],
    ["--update-status", "404"],
    ["--seed-state", "/nowhere.json"],
  ];
  test.each(cases.map((args) => [args.join(" "), args] as const))("%s", (_, args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });

  test("a secret is not repeated", () => {
    expect(() => readOptions(["--credentials", "only-a-secret"])).toThrow(/^(?!.*only-a-secret)/);
  });

  test.each([["--nonsense"], ["--export"], ["--db", "/nowhere/at/all.db"]])(
    "with status 2 and nothing on standard output: %s",
    (...args) => {
      expect(run(...args)).toMatchObject({ status: 2, out: "", err: expect.stringMatching(/^endpoint: .+/) });
    },
  );
});

test("a port that is taken is said", async () => {
  const child = await startChild();
  const { port } = new URL(child.url);
  expect(run("--port", port)).toMatchObject({ status: 2, out: "", err: expect.stringContaining("EADDRINUSE") });
  await child.end("SIGTERM");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends it with status 0, though connections are open", async (signal) => {
  const child = await startChild("--anonymous");
  const open = await fetch(`${child.url}/v2/apis`, { headers: { connection: "keep-alive" } });
  expect(open.status).toBe(200);
  expect(await child.end(signal)).toBe(0);
});

test("--update-status changes nothing but the status of an update that succeeds", async () => {
  const child = await startChild("--update-status", "201");
  const { routeResponse } = await newFamily(child);
  expect(await send(child, "PATCH", routeResponse, {})).toMatchObject({
    status: 201,
    body: { routeResponseKey: "$default" },
  });
  expect(await send(child, "PATCH", routeResponse, [])).toMatchObject({ status: 400 });
  expect(await send(child, "GET", routeResponse)).toMatchObject({ status: 200 });
  await child.end("SIGTERM");
});
