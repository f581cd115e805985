import { afterEach, describe, expect, test } from "vitest";
import { explainPrism } from "../../../cli/target.ts";
import { startEndpoint } from "../../../endpoint/server.ts";
import { credentials, type Credentials } from "../../../harness/credentials/credentials.ts";
import type { Event } from "../../../harness/log/events.ts";
import { run } from "../../../harness/run/run.ts";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import { startPrism } from "../../../harness/targets/prism.ts";
import type { Target } from "../../../harness/targets/target.ts";
import { readDocument, type Model } from "../../../model/index.ts";

const DOCUMENT = "spec/apigatewayv2.yaml";
const KEY = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG" };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function model(): Promise<Model> {
  const read = await readDocument(DOCUMENT);
  if (read.outcome !== "read") throw new Error("the document cannot be read");
  return read.model;
}

/** The endpoint, with this key alone, at a path of its own. */
async function verifying(): Promise<Target> {
  const endpoint = await startEndpoint({ credentials: KEY });
  closing.push(() => endpoint.close());
  const opened = openHttpTarget(endpoint.url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  return opened.target;
}

/** By manner, the statuses of what was sent to an operation and for it; findings that are not the mock's doing. */
async function checked(target: Target, operation: string, given?: (read: Model) => Credentials) {
  closing.unshift(() => target.close());
  const read = await model();
  const events: Event[] = [];
  const options = {
    seed: 1,
    concurrency: 4,
    maxRequests: 400,
    phases: ["coverage" as const],
    includes: ({ id }: { readonly id: string }) => id === operation,
    blocks: 0,
    deadline: 5000,
    shrinkTime: 0,
    signal: new AbortController().signal,
    ...(given === undefined ? { explain: explainPrism } : { credentials: given(read) }),
  };
  await run(read, target, options, (event) => events.push(event));
  const told = events.flatMap((event) =>
    event.type === "exchange" ? [`${event.credentials} ${event.response?.status === 403 ? "refused" : "let in"}`] : [],
  );
  const findings = events.flatMap((event) =>
    event.type === "finding" && event.mockFault === undefined ? [`${event.check}: ${event.received}`] : [],
  );
  return { told: [...new Set(told)].toSorted(), findings, faults: events.filter(isFault).length };
}

function isFault(event: Event): boolean {
  return event.type === "finding" && event.check === "ignoredAuth" && event.mockFault !== undefined;
}

describe("at an endpoint that verifies signatures", () => {
  test.each(["updateRouteResponse", "getApis", "createModel"])(
    "%s lets in every request that is signed, whatever was drawn, and no other",
    async (operation) => {
      const target = await verifying();
      const signed = (read: Model): Credentials =>
        credentials({
          operations: read.operations,
          choices: [{ kind: "sigv4", signer: { ...KEY, region: "us-east-1", service: "apigateway" } }],
          headers: [],
          baseUrl: target.baseUrl,
        });
      expect(await checked(target, operation, signed)).toMatchObject({
        told: ["given let in", "malformed refused", "none refused", "wrong refused"],
        findings: [],
      });
    },
  );
});

test("the mock looks whether credentials are there, not at their form: that is its fault, and no finding", async () => {
  const started = await startPrism(DOCUMENT, {});
  if (started.outcome === "unusable") throw new Error(started.reason);
  const { findings, faults } = await checked(started.target, "getApis");
  expect({ findings, faults }).toEqual({ findings: [], faults: 1 });
});
