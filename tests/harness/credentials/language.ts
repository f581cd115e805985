import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../../../harness/credentials/credentials.ts";
import type { Event } from "../../../harness/log/events.ts";
import { run } from "../../../harness/run/run.ts";
import { openHttpTarget } from "../../../harness/targets/http.ts";
import { readDocument, type Model } from "../../../model/index.ts";

/** The schemes that the documents of these tests may ask for. */
const SCHEMES = {
  basic: { type: "http", scheme: "basic" },
  token: { type: "http", scheme: "bearer" },
  partner: { type: "http", scheme: "bearer" },
  openId: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token", scopes: {} } } },
  key: { type: "apiKey", in: "header", name: "X-Api-Key" },
  query: { type: "apiKey", in: "query", name: "api key" },
  session: { type: "apiKey", in: "cookie", name: "sid" },
  aws: { type: "apiKey", in: "header", name: "Authorization", "x-amazon-apigateway-authtype": "awsSigv4" },
  digest: { type: "http", scheme: "digest" },
  certificate: { type: "mutualTLS" },
};

export type Security = readonly Readonly<Partial<Record<keyof typeof SCHEMES, readonly string[]>>>[];

const ANSWERS = { "200": { description: "" }, "401": { description: "" }, "429": { description: "" } };

/** A document whose one resource is read and made under these requirements; `also` is asked for by an operation of its own. */
export async function documentWith(security: Security, also: Security = []): Promise<Model> {
  const schema = { type: "object", properties: { name: { type: "string" } } };
  const document = {
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    paths: {
      "/pets": {
        get: {
          operationId: "list",
          security,
          parameters: [{ name: "color", in: "query", schema: { type: "string" } }],
          responses: ANSWERS,
        },
        post: {
          operationId: "add",
          security,
          requestBody: { required: true, content: { "application/json": { schema } } },
          responses: ANSWERS,
        },
      },
      ...(also.length > 0 && { "/other": { get: { operationId: "other", security: also, responses: ANSWERS } } }),
    },
    components: { securitySchemes: SCHEMES },
  };
  return readObject(document);
}

/** The model of a document that stands in no file. */
export async function readObject(document: object): Promise<Model> {
  const folder = mkdtempSync(join(tmpdir(), "covenant-"));
  try {
    const file = join(folder, "pets.json");
    writeFileSync(file, JSON.stringify(document));
    const read = await readDocument(file);
    if (read.outcome !== "read") throw new Error(JSON.stringify(read.diagnostics));
    return read.model;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** A server that answers as it is told to, with the whole body of each request at hand. */
export async function serve(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
): Promise<Served> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => answer(request, body, response));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), "close");
    },
  };
}

/** Everything that a run has told. */
export async function eventsOf(
  model: Model,
  url: string,
  credentials?: Credentials,
  more: { readonly redact?: readonly string[]; readonly include?: string } = {},
): Promise<readonly Event[]> {
  const opened = openHttpTarget(url);
  if (opened.outcome !== "opened") throw new Error(opened.reason);
  const events: Event[] = [];
  const options = {
    seed: 1,
    concurrency: 4,
    maxRequests: 1000,
    blocks: 1,
    deadline: 5000,
    shrinkTime: 0,
    phases: ["coverage" as const],
    includes: ({ id }: { readonly id: string }) => more.include === undefined || id === more.include,
    signal: new AbortController().signal,
    ...(credentials !== undefined && { credentials }),
    ...(more.redact !== undefined && { redact: more.redact }),
  };
  await run(model, opened.target, options, (event) => events.push(event));
  await opened.target.close();
  return events;
}

/** `check received`, of each finding once. */
export function findingsIn(events: readonly Event[]): readonly string[] {
  const told = events.flatMap((event) =>
    event.type === "finding" ? [`${event.operation} ${event.check}: ${event.received}`] : [],
  );
  return [...new Set(told)];
}
