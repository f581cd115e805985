import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../harness/report/report.ts";
import { covenant, DOCUMENT, endpoint, folder, server, type Ended } from "./language.ts";

const SHORT = ["--include", "createApi", "--phase", "fuzz", "--blocks", "1", "--seed", "1"];
const check = (url: string, ...args: readonly string[]): Promise<Ended> =>
  covenant(folder(), ["check", DOCUMENT, "--url", url, ...SHORT, ...args]);

describe("a document that cannot be used: status 2, one message that says where, and nothing else", () => {
  const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
  it.each([
    ["is missing", undefined, /^covenant: api\.yaml:1:1: error: .*"api\.yaml" does not exist\. Check the path\.\n$/],
    ["is no YAML", "a: [1\nb: 2", /^covenant: api\.yaml:2:1: error: Expected JSON or YAML, but .*\n$/],
    ["is no OpenAPI", "a: 1", /^covenant: api\.yaml:1:1: error: Expected OpenAPI .*\n$/],
    [
      "has a reference to nothing",
      `${HEAD}paths:\n  /a:\n    get:\n      responses:\n        "200": { $ref: "#/components/responses/No" }\n`,
      /^covenant: api\.yaml:7:\d+: error: .* \(#\/paths\/~1a\/get\/responses\/200[^)]*\)\n$/,
    ],
  ])("%s", async (_, text, message) => {
    const cwd = folder();
    if (text !== undefined) writeFileSync(join(cwd, "api.yaml"), text);
    const ended = await covenant(cwd, ["check", "api.yaml", "--url", "http://127.0.0.1:1"]);
    expect(ended).toMatchObject({ status: 2, out: "", files: text === undefined ? [] : ["api.yaml"] });
    expect(ended.err).toMatch(message);
  });
});

describe("covenant check", () => {
  it("of a target that conforms: 0", async () => {
    const { status, out } = await check(await endpoint());
    expect(status).toBe(0);
    expect(out).toMatch(/conforms/);
  });

  it("of a target with a defect: 1", async () => {
    const { status, out } = await check(await endpoint("no-request-id"));
    expect(status).toBe(1);
    expect(out).toMatch(/responseHeadersConformance/);
  });

  it("of a target that refuses connections: 3, at once, and it says so", async () => {
    const { status, out, ms } = await check("http://127.0.0.1:1");
    expect(status).toBe(3);
    expect(out).toMatch(/cannot be reached/);
    expect(ms).toBeLessThan(10_000);
  });

  it("of a shard that has nothing to send: 0, and it says so; whether there is a target is for the other shards", async () => {
    const args = ["--url", "http://127.0.0.1:1", "--include", "getApis", "--shard", "1/40"];
    const { status, out } = await covenant(folder(), ["check", DOCUMENT, ...args]);
    expect(status).toBe(0);
    expect(out).toMatch(/conforms .*: shard 1\/40 of the run has no request to send\n$/);
  });

  it("of the mock with --auth says that the mock does not get it", async () => {
    const args = ["check", DOCUMENT, "--mock", "--include", "getApis", "--phase", "examples", "--auth", "bearer=hush"];
    const { status, out, err } = await covenant(folder(), args);
    expect(status).toBe(0);
    for (const text of [out, err]) expect(text).toContain("--auth is not sent to the mock");
    expect(out + err).not.toContain("hush");
  });

  it("of a target that never answers: 3", async () => {
    const { status, out } = await check(await server(() => undefined), "--timeout", "100ms");
    expect(status).toBe(3);
    expect(out).toMatch(/has stopped answering/);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("that gets %s: 130, and its reports are written", async (name) => {
    const cwd = folder();
    let interrupt = (): void => undefined;
    const url = await server((_, response) => {
      interrupt();
      setTimeout(() => response.writeHead(500).end(), 50);
    });
    const args = ["check", DOCUMENT, "--url", url, "--report", "json=a.json,html=a.html"];
    const ended = await covenant(cwd, args, (signal) => {
      // A second signal would end it at once.
      interrupt = () => {
        interrupt = () => undefined;
        signal(name);
      };
    });
    expect(ended.status).toBe(130);
    const report: Report = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8"));
    expect(report.outcome).toBe("interrupted");
    expect(report.totals.requests).toBeGreaterThan(0);
    expect(existsSync(join(cwd, "a.html"))).toBe(true);
  });

  it("with --report json=- prints one JSON document and nothing else", async () => {
    const { status, out } = await check(await endpoint("no-request-id"), "--report", "json=-");
    const report: Report = JSON.parse(out);
    expect({ status, outcome: report.outcome, seed: report.seed }).toEqual({ status: 1, outcome: "violates", seed: 1 });
    expect(out.trimStart()[0]).toBe("{");
  });
});

describe("covenant replay", () => {
  it("shows a finding again, and tells when it is gone", async () => {
    const cwd = folder();
    const faulty = await endpoint("no-request-id");
    const ran = await covenant(cwd, ["check", DOCUMENT, "--url", faulty, ...SHORT, "--report", "json=-"]);
    const report: Report = JSON.parse(ran.out);
    const id = report.findings.find((finding) => finding.check === "responseHeadersConformance")?.id ?? "";
    const again = await covenant(cwd, ["replay", id]);
    expect([again.status, again.out.includes("✗ responseHeadersConformance")]).toEqual([1, true]);
    const mended = await covenant(cwd, ["replay", id, "--url", await endpoint()]);
    expect([mended.status, mended.out.includes("the finding is gone")]).toEqual([0, true]);
    const gone = await covenant(cwd, ["replay", id, "--url", "http://127.0.0.1:1"]);
    expect(gone.status).toBe(3);
  });

  it("of a finding that nobody has met: 2", async () => {
    expect(await covenant(folder(), ["replay", "0123456789ab"])).toMatchObject({ status: 2, out: "", files: [] });
  });

  it.each([
    [
      "no JSON",
      "a.json",
      '{"document": "a',
      /^covenant: Expected a finding as a run has stored it, but a\.json is none\. .*\n$/,
    ],
    [
      "no finding",
      "a.json",
      '{"document": "a"}',
      /^covenant: Expected a finding as a run has stored it, but a\.json is none\. .*\n$/,
    ],
    ["no log", "a.ndjson", "hello\n", /^covenant: Expected a log, but a\.ndjson does not begin with a run\.\n$/],
    [
      "not there",
      "a.ndjson",
      undefined,
      /^covenant: Expected a finding of an earlier run or a log, but there is no a\.ndjson\. .*\n$/,
    ],
  ])("of what is %s: 2, and it says so", async (_, file, text, message) => {
    const cwd = folder();
    if (text !== undefined) writeFileSync(join(cwd, file), text);
    const { status, err } = await covenant(cwd, ["replay", file, "--no-color"]);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  it("of a log without a finding: 0, and it says so", async () => {
    const cwd = folder();
    await covenant(cwd, ["check", DOCUMENT, "--url", await endpoint(), ...SHORT, "--log", "a.ndjson"]);
    const { status, out } = await covenant(cwd, ["replay", "a.ndjson"]);
    expect([status, out]).toEqual([0, "a.ndjson has no finding\n"]);
  });
});
