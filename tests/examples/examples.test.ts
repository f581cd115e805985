import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";

type Variables = Readonly<Record<string, string>>;

/** What an example says for one part of the check, and for the verdict on all of them, as somebody's machine would run it. */
interface Example {
  readonly check: readonly string[];
  readonly verdict: readonly string[];
  /** How the example's machines tell part 1 of 4 which one it is. */
  readonly part: (index: number) => Variables;
}

interface Ended {
  readonly status: number | null;
  readonly text: string;
}

const ROOT = join(import.meta.dirname, "../..");
const example = (name: string): string => readFileSync(join(ROOT, "examples", name), "utf8");

interface Step {
  readonly name?: string;
  readonly run: string;
}
interface Workflow {
  readonly jobs: Readonly<Record<"check" | "verdict", { readonly steps: readonly Step[] }>>;
}
function github(): Example {
  const { jobs }: Workflow = parse(example("github.yml"));
  // GitHub's own way to run a step.
  const named = (job: "check" | "verdict", name: string): readonly string[] => {
    const { run = "" } = jobs[job].steps.find((step) => step.name === name) ?? {};
    return ["bash", "-e", "-c", run];
  };
  return {
    check: named("check", "check one part"),
    verdict: named("verdict", "merge"),
    part: (index) => ({ COVENANT_SHARD: String(index) }),
  };
}

function gitlab(): Example {
  const jobs: Readonly<Record<string, { readonly script: readonly string[] }>> = parse(example("gitlab.yml"));
  const script = (name: string): readonly string[] => ["sh", "-e", "-c", (jobs[name]?.script ?? []).join("\n")];
  return {
    check: script("contract"),
    verdict: script("contract verdict"),
    part: (index) => ({ CI_NODE_INDEX: String(index), CI_NODE_TOTAL: "4" }),
  };
}

interface Job {
  readonly kind: string;
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly { readonly command: string[]; readonly args: string[] }[] };
    };
  };
}
function kubernetes(): Example {
  const container = (name: string): readonly string[] => {
    const manifests: readonly Job[] = parseAllDocuments(example(name)).map((document) => document.toJS());
    const [{ command, args } = { command: [], args: [] }] =
      manifests.find(({ kind }) => kind === "Job")?.spec.template.spec.containers ?? [];
    return [...command, ...args];
  };
  return {
    check: container("kubernetes.yaml"),
    verdict: container("kubernetes-verdict.yaml"),
    part: (index) => ({ JOB_COMPLETION_INDEX: String(index - 1) }),
  };
}

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Tides", version: "1" },
  paths: {
    "/tides": {
      get: {
        operationId: "getTides",
        parameters: [{ name: "day", in: "query", schema: { type: "integer", minimum: 0, maximum: 365 } }],
        responses: {
          "200": {
            description: "The heights of one day.",
            content: {
              "application/json": {
                schema: { type: "object", required: ["heights"], properties: { heights: { type: "array" } } },
              },
            },
          },
          "400": { description: "No day of a year." },
        },
      },
    },
  },
};

/** Answers as the document says, but for the body where it is told another one. */
async function startTides(body: unknown): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://tides");
    const days = searchParams.getAll("day");
    const isDay = days.length <= 1 && days.every((day) => /^\d+$/.test(day) && Number(day) <= 365);
    if (pathname !== "/tides") response.writeHead(404).end();
    else if (request.method !== "GET") response.writeHead(405, { allow: "GET" }).end();
    else if (!isDay) response.writeHead(400).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A project of somebody else's, in which the command is installed. */
function newProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "covenant-examples-"));
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(ROOT, "bin/covenant.js"), join(folder, "node_modules/.bin/covenant"));
  writeFileSync(join(folder, "openapi.yaml"), stringify(DOCUMENT));
  writeFileSync(join(folder, "package.json"), "{}");
  return folder;
}

async function run([file = "", ...args]: readonly string[], cwd: string, variables: Variables): Promise<Ended> {
  const path = `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}`;
  const child = spawn(file, args, { cwd, env: { ...process.env, ...variables, PATH: path } });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { status, text };
}

const EXAMPLES = { "github.yml": github(), "gitlab.yml": gitlab(), "kubernetes.yaml": kubernetes() } as const;

let folder: string;
beforeAll(() => {
  folder = newProject();
});
afterAll(() => rmSync(folder, { recursive: true }));

const variables = (url: string, logs: string): Variables => ({
  COVENANT_DOCUMENT: "openapi.yaml",
  COVENANT_URL: url,
  COVENANT_HOST: "127.0.0.1",
  COVENANT_SEED: "42",
  COVENANT_LOGS: join(folder, logs),
});

/** The four parts of a check, then the verdict, at an API that answers with this body. */
async function inFour(
  { check, verdict, part }: Example,
  logs: string,
  body: unknown,
): Promise<{ readonly parts: readonly (number | null)[]; readonly logs: number; readonly whole: Ended }> {
  const { url, close } = await startTides(body);
  const all = variables(url, logs);
  const parts = await Promise.all([1, 2, 3, 4].map((index) => run(check, folder, { ...all, ...part(index) })));
  close();
  return {
    parts: parts.map(({ status }) => status),
    logs: readdirSync(join(folder, logs)).length,
    whole: await run(verdict, folder, all),
  };
}

test.each(Object.entries(EXAMPLES))("%s: a finding fails no part, but the verdict", async (name, commands) => {
  const { parts, logs, whole } = await inFour(commands, name, { heights: "high" });
  expect(parts).toEqual([0, 0, 0, 0]);
  expect(logs).toBe(4);
  expect(whole.text).toContain("responseSchemaConformance  getTides");
  expect(whole.status).toBe(1);
});

test("four parts that conform are one run that conforms", async () => {
  const { parts, whole } = await inFour(EXAMPLES["kubernetes.yaml"], "sound", { heights: [1, 4] });
  expect(parts).toEqual([0, 0, 0, 0]);
  expect(whole.text).toContain("✓ conforms");
  expect(whole.status).toBe(0);
});

test("a part that could not reach the target fails with 3", async () => {
  const { check, part } = EXAMPLES["kubernetes.yaml"];
  // Part 2 has the coverage of the one operation; a part may also have nothing to do.
  const { status } = await run(check, folder, { ...variables("http://127.0.0.1:9", "nowhere"), ...part(2) });
  expect(status).toBe(3);
});
