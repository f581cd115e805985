import { expect, test } from "vitest";

import { schemaEngine } from "../../../harness/schema/index.ts";
import { explainMock } from "../../../harness/targets/mock-faults.ts";
import type { Scene } from "../../../harness/targets/mock-fault.ts";
import { viewsOf } from "../../../harness/views.ts";
import { readDocument } from "../../../model/index.ts";

const read = await readDocument("spec/apigatewayv2.yaml");
if (read.outcome !== "read") throw new Error("The document cannot be used.");
const { model } = read;

/** `GET 200 a`: the first operation of that method, and what it answers. */
function scene(line: string): Scene {
  const [wanted, status, body = ""] = line.split(" ");
  const operation = model.operations.find(({ method }) => method === wanted);
  if (operation === undefined) throw new Error(`The document has no ${wanted}.`);
  return { operation, response: { status: Number(status), headers: [], body: Buffer.from(body) } };
}

function explain(check: string, ...lines: readonly string[]): string | undefined {
  const story = lines.map(scene);
  const last = story.at(-1);
  if (last === undefined) throw new Error("A story has a step.");
  const request = { method: "GET", target: "/", headers: [] };
  const views = viewsOf(model, schemaEngine(model.resolve));
  return explainMock({
    finding: { check, pointer: "", kind: "" },
    ...last,
    operations: model.operations,
    request,
    views,
    story,
  })?.explanation;
}

test.each([
  ["what is deleted is there as before", "deleteRemoves", ["GET 200 a", "DELETE 204", "GET 200 a"], true],
  ["what is written is not seen", "updateReflected", ["GET 200 a", "PATCH 200 b", "GET 200 a", "GET 200 a"], true],
  ["what is deleted has changed", "deleteRemoves", ["GET 200 a", "DELETE 204", "GET 200 b"], false],
  ["what is written is seen once", "updateReflected", ["GET 200 a", "PATCH 200 b", "GET 200 b", "GET 200 a"], false],
  ["nothing is written between", "updateReflected", ["PATCH 200 b", "GET 200 a", "GET 200 a"], false],
  ["what was created is not there", "ensureResourceAvailability", ["POST 201 a", "GET 404"], false],
  ["a refusal has left a trace", "rejectionLeavesNoTrace", ["GET 200 a", "PATCH 400", "GET 200 b"], false],
] satisfies (readonly [string, string, string[], boolean])[])(
  "a mock keeps no state only where no answer of a story ever changes: %s",
  (_title, check, lines, isForgotten) => {
    expect(explain(check, ...lines)?.includes("keeps no state") === true).toBe(isForgotten);
  },
);
