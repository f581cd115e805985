import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startPrism } from "../../harness/targets/prism.ts";
import type { Answer, Target } from "../../harness/targets/target.ts";
import { readDocument } from "../../model/index.ts";
import { responseFor } from "../../harness/judged.ts";
import { judge } from "../../harness/judge.ts";
import { schemaEngine } from "../../harness/schema/index.ts";
import { explainMock } from "../../harness/targets/mock-faults.ts";
import { viewsOf } from "../../harness/views.ts";
import { classify } from "../../harness/wire/classify.ts";
import type { Model } from "../../model/index.ts";
import type { HeaderLine, WireRequest, WireResponse } from "../../runtime/wire.ts";

export const folder = mkdtempSync(join(tmpdir(), "covenant-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

export function write(name: string, document: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(document));
  return file;
}

export const ofType = (...types: readonly string[]): object => ({
  schema: { type: types.length === 1 ? types[0] : types },
});
export const json = (schema: object, more: object = {}): object => ({
  content: { "application/json": { schema, ...more } },
});
export const answers = (...statuses: readonly number[]): object =>
  Object.fromEntries(statuses.map((status) => [status, { description: "", ...json({ type: "object" }) }]));
export const post = (schema: object, ...statuses: readonly number[]): object => ({
  post: { requestBody: { required: true, ...json(schema) }, responses: answers(...statuses) },
});
export const get = (...parameters: readonly object[]): object => ({ get: { parameters, responses: answers(200) } });
export const says = (content: object): object => ({ get: { responses: { 200: { description: "", ...content } } } });

export const JSON_TYPE: HeaderLine = ["content-type", "application/json"];

/** `POST /any {"a":1}`, with the content type that goes with it unless headers are given. */
export function request(line: string, headers?: readonly HeaderLine[]): WireRequest {
  const [, method = "", target = "", body] = /^(\S+) (\S+)(?: (.*))?$/s.exec(line) ?? [];
  if (body === undefined) return { method, target, headers: headers ?? [] };
  return { method, target, headers: headers ?? [JSON_TYPE], body };
}

export function show(answer: Answer): string {
  if (answer.outcome === "answered") return String(answer.response.status);
  return answer.outcome === "mockFault" ? answer.class : answer.outcome;
}

/** A Prism of a document, stopped after the tests of a file, and the document as we read it. */
export async function mocked(document: object): Promise<{ readonly prism: Target; readonly model: Model }> {
  const file = write("document.json", document);
  const [started, read] = await Promise.all([startPrism(file), readDocument(file)]);
  if (started.outcome !== "started") throw new Error(started.reason);
  afterAll(() => started.target.close());
  if (read.outcome !== "read") throw new Error(read.diagnostics.map(({ message }) => message).join("\n"));
  return { prism: started.target, model: read.model };
}

/** What is said of the findings that a check has on an exchange: `falseRejection: Prism …`, `not explained`, or `no finding`. */
export function explained(model: Model, check: string, request: WireRequest, response: WireResponse): string {
  const operation = model.operations.findLast(({ path }) => request.target.startsWith(path.replace(/\{.*/, "")));
  if (operation === undefined) return "no operation";
  const views = viewsOf(model, schemaEngine(model.resolve));
  const verdict = judge({
    operation,
    request,
    response,
    classification: classify(operation, request, views.request),
    state: { known: true },
    documented: responseFor(operation, response.status),
    schemas: views.response,
    operations: model.operations,
    ms: 1,
  });
  const findings = verdict.verdict === "violates" ? verdict.findings.filter((each) => each.check === check) : [];
  const reasons = findings.map((finding) => {
    const fault = explainMock({
      finding,
      operation,
      operations: model.operations,
      request,
      response,
      views,
      story: [],
    });
    return fault === undefined ? "not explained" : `${fault.class}: ${fault.explanation}`;
  });
  return reasons.length === 0 ? "no finding" : [...new Set(reasons)].join(" and ");
}
