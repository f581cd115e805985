import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openHttpTarget } from "../../harness/targets/http.ts";
import { startPrism } from "../../harness/targets/prism.ts";
import type { Answer, Target } from "../../harness/targets/target.ts";
import { readDocument } from "../../model/index.ts";
import type { Model } from "../../model/index.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import { explained } from "./language.ts";
import { hostileServer } from "../harness/targets/hostile.ts";

const folder = mkdtempSync(join(tmpdir(), "covenant-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, document: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

const ofType = (...types: readonly string[]): object => ({ schema: { type: types.length === 1 ? types[0] : types } });
const json = (schema: object, more: object = {}): object => ({ content: { "application/json": { schema, ...more } } });
const answers = (...statuses: readonly number[]): object =>
  Object.fromEntries(statuses.map((status) => [status, { description: "", ...json({ type: "object" }) }]));
const post = (schema: object, ...statuses: readonly number[]): object => ({
  post: { requestBody: { required: true, ...json(schema) }, responses: answers(...statuses) },
});
const get = (...parameters: readonly object[]): object => ({ get: { parameters, responses: answers(200) } });
const says = (content: object): object => ({ get: { responses: { 200: { description: "", ...content } } } });

const id = { name: "id", in: "path", required: true, ...ofType("string") };
const closed = { type: "object", additionalProperties: false, properties: { a: {} } };
const aString = { type: "object", properties: { a: { type: "string" } } };
const numbered = get({ name: "n", in: "query", ...ofType("integer") });
const described = { name: "d", in: "query", content: { "application/json": ofType("integer") } };

const document = {
  openapi: "3.1.0",
  info: { title: "mock", version: "1" },
  paths: {
    "/any": post({}, 200, 400),
    "/closed": post(closed, 200, 400),
    "/undeclared": post(closed, 200),
    "/things/{id}": get(id),
    "/lists/{id}": get({ ...id, schema: { type: "array", items: { type: "string" } } }),
    "/numbered": numbered,
    "/cookies": get({ name: "c", in: "cookie", ...ofType("integer") }),
    "/described": get(described),
    "/prices": post({ type: "object", properties: { a: { type: "number", multipleOf: 0.01 } } }, 200, 400),
    "/pattern": post({ type: "object", properties: { a: { type: "string", pattern: "^[\\w-.]+$" } } }, 200, 400),
    "/branches": post({ allOf: [closed, { properties: { b: {} } }] }, 200, 400),
    "/referring": post({ allOf: [{ $ref: "#/components/schemas/Closed" }, { properties: { b: {} } }] }, 200, 400),
    "/dependent": post({ type: "object", dependentRequired: { a: ["b"] } }, 200, 400),
    "/secured": { get: { security: [{ key: [] }], responses: answers(200) } },
    "/made": says(json({ type: "object", required: ["a"], properties: { a: { type: "string", pattern: "^x{3}$" } } })),
    "/example": says(json(aString, { example: { a: 1 } })),
    "/inner": says(json({ type: "object", required: ["a"], properties: { a: { type: "string", examples: [1] } } })),
    "/default": says(json({ type: "object", required: ["a"], properties: { a: { type: "string", default: 1 } } })),
    "/headers": says({ headers: { "x-a": { required: true, schema: { type: "string", pattern: "^x{3}$" } } } }),
    "/nothing": says({ content: { "application/json": {} } }),
    "/fine": says(json(aString, { example: { a: "b" } })),
    "/listing": says({ headers: { "x-a": { schema: { type: "array", items: { type: "string" } } } } }),
  },
  components: {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key" } },
    schemas: {
      Closed: closed,
    },
  },
};

let prism: Target;
let model: Model;
beforeAll(async () => {
  const file = write("document.json", document);
  const [started, read] = await Promise.all([startPrism(file), readDocument(file)]);
  if (started.outcome !== "started") throw new Error(started.reason);
  if (read.outcome !== "read") throw new Error(read.diagnostics.map(({ message }) => message).join("\n"));
  prism = started.target;
  model = read.model;
});
afterAll(() => prism.close());

type Row<First> = [first: First, string, line: string, headers?: HeaderLine[]];
const JSON_TYPE: HeaderLine = ["content-type", "application/json"];

/** `POST /any {"a":1}`, with the content type that goes with it unless headers are given. */
function request(line: string, headers?: readonly HeaderLine[]): WireRequest {
  const [, method = "", target = "", body] = /^(\S+) (\S+)(?: (.*))?$/s.exec(line) ?? [];
  if (body === undefined) return { method, target, headers: headers ?? [] };
  return { method, target, headers: headers ?? [JSON_TYPE], body };
}

const send = (line: string, headers?: readonly HeaderLine[]): Promise<Answer> =>
  prism.send(request(line, headers), { deadline: 5000 });

function show(answer: Answer): string {
  if (answer.outcome === "answered") return String(answer.response.status);
  return answer.outcome === "mockFault" ? answer.class : answer.outcome;
}

describe("what breaks Prism is the mock's fault, and the mock goes on", () => {
  test.each([
    ["a body cut short", "hangs", 'POST /any {"a'],
    ["a byte order mark", "hangs", "POST /any \ufeff{}"],
    ["NaN", "hangs", "POST /any NaN"],
    ["a trailing comma", "hangs", "POST /any [1,]"],
    ["a violation that names a character beyond U+00FF", "dies", 'POST /closed {"漢":1}'],
    ["a path segment that does not decode", "dies", "GET /things/a%b"],
    ["a path parameter of type array", "dies", "GET /lists/a,b"],
    ["a response header of type array", "dies", "GET /listing"],
    ["the path //", "internal", "GET //"],
    ["a preference for an example that is not there", "internal", "GET /fine", [["prefer", "code=200, example=x"]]],
    ["an Accept that is none", "dies", "GET /fine", [["accept", "*"]]],
    ["a content type that is none", "internal", "POST /any 1", [["content-type", ";;;"]]],
  ] satisfies Row<string>[])("%s: %s", async (...[_rule, want, line, headers]: Row<string>) => {
    const answer = await send(line, headers);
    expect(show(answer)).toBe(want);
    expect(answer).toMatchObject({ request: request(line, headers), detail: expect.stringMatching(/./) });
    expect(show(await send("GET /fine"))).toBe("200");
  });

  test("of many requests at the same time only the one that kills it is blamed", async () => {
    const lines = Array.from({ length: 20 }, (_, n) => (n === 7 ? "GET /things/%FF" : "GET /fine"));
    const outcomes = await Promise.all(lines.map(async (line) => show(await send(line))));
    expect(outcomes).toEqual(lines.map((line) => (line === "GET /fine" ? "200" : "dies")));
  });
});

describe("an answer that fails a check is explained by the fault that it shows", () => {
  const explain = async (check: string, line: string, headers?: readonly HeaderLine[]): Promise<string> => {
    const sent = request(line, headers);
    const answer = await prism.send(sent, { deadline: 5000 });
    if (answer.outcome !== "answered") return show(answer);
    return `${answer.response.status} ${explained(model, check, sent, answer.response)}`;
  };
  const REFUSED = "positiveDataAcceptance";
  const STATUS = "statusCodeConformance";
  const BODY = "responseSchemaConformance";
  const HEADERS = "responseHeadersConformance";
  const TYPE = "contentTypeConformance";
  const TAKEN = "negativeDataRejection";

  test.each([
    [/^400 falseRejection: .* null, false, 0/, REFUSED, "POST /any null"],
    [/^400 falseRejection: .* null, false, 0/, REFUSED, "POST /any 0"],
    [/^400 falseRejection: .* null, false, 0/, REFUSED, 'POST /any ""'],
    [/^422 falseRejection: .* commas/, REFUSED, "GET /things/a,b"],
    [/^400 falseRejection: .* in binary/, REFUSED, 'POST /prices {"a":19.99}'],
    [/^404 falseRejection: .* segments/, STATUS, "GET /things/%2e%2e"],
    [/^422 ownAnswer: /, STATUS, 'POST /undeclared {"b":1}'],
    [/^415 ownAnswer: /, STATUS, "POST /undeclared a", [["content-type", "text/plain"]]],
    [/^401 ownAnswer: /, STATUS, "GET /secured"],
    [/^404 ownAnswer: /, STATUS, "GET /fine/nowhere"],
    [/^405 ownAnswer: /, "allowHeaderConformance", "DELETE /fine"],
    [/^200 wrongAnswer: .* body/, BODY, "GET /made"],
    [/^200 wrongAnswer: .* headers/, HEADERS, "GET /headers"],
    [/^200 wrongAnswer: .* no body/, TYPE, "GET /nothing"],
    [/^200 falseAcceptance: .* pattern/, TAKEN, 'POST /pattern {"a":1}'],
    [/^200 falseAcceptance: .* allOf/, TAKEN, 'POST /branches {"b":1}'],
    [/^200 falseAcceptance: .* allOf/, TAKEN, 'POST /referring {"b":1}'],
    [/^200 falseAcceptance: .* cookie/, TAKEN, "GET /cookies", [["cookie", "c=x"]]],
    [/^200 falseAcceptance: .* content/, TAKEN, "GET /described?d=x"],
    [/^200 falseAcceptance: .* numbers/, TAKEN, "GET /numbered?n=0x10"],
    [/^200 falseAcceptance: .* numbers/, TAKEN, "GET /numbered?n=Infinity"],
  ] satisfies Row<RegExp>[])("%s for %s: %s", async (...[want, check, line, headers]: Row<RegExp>) => {
    expect(await explain(check, line, headers)).toMatch(want);
  });

  test.each([
    ["a whole body", "GET /example", "#/paths/~1example/get/responses/200/content/application~1json/example"],
    ["a part of one", "GET /inner", "/schema/properties/a/examples/0"],
    ["a default", "GET /default", "/schema/properties/a/default"],
  ])("%s that comes from the document and contradicts it is the document's own fault", async (_rule, line, place) => {
    const [told, pointer] = (await explain(BODY, line)).split(" at ");
    expect([told, pointer]).toEqual([
      "200 documentExample: The example",
      expect.stringContaining(`${place} contradicts`),
    ]);
  });

  test.each([
    ["an invalid request is refused as declared", "400", TAKEN, 'POST /closed {"b":1}'],
    ["one without its body too", "400", TAKEN, "POST /any"],
    ["one that breaks a rule of 2020-12, which Prism is made to know", "400", TAKEN, 'POST /dependent {"a":1}'],
    ["a valid request is taken", "200", REFUSED, "GET /numbered?n=5"],
  ])("what Prism does right needs no explanation: %s", async (_rule, status, check, line) => {
    expect(await explain(check, line)).toBe(`${status} no finding`);
  });
});

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
