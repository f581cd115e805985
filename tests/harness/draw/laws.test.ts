import { describe, expect, test } from "vitest";
import type { Case } from "../../../harness/case.ts";
import { TOKEN } from "../../../harness/state/slots.ts";
import { stringifyJson } from "../../../model/json.ts";
import { FEATURES } from "../reference/documents.ts";
import { validatorsOf } from "../reference/schemas.ts";
import { casesOf, documentAt, judgedBy, requestOf } from "./language.ts";

const DOCUMENTS = [
  "spec/apigatewayv2.yaml",
  ...FEATURES.map((name) => `tests/harness/reference/documents/${name}.yaml`),
];

/** A token stands for a value that is right only when it is sent. */
function hasToken(drawn: Case): boolean {
  const { target = "", body, headers = [] } = requestOf(drawn) ?? {};
  return [target, typeof body === "string" ? body : "", ...headers.map(([, value]) => value)].some(
    (text) => text.search(TOKEN) >= 0,
  );
}

function shown(drawn: Case): string {
  const { method, target, headers, body } = requestOf(drawn) ?? {};
  const what = drawn.violation ?? drawn.probe;
  return `${drawn.operation.id} ${what === undefined ? "" : `${what.name} at ${what.at}`}: ${method} ${target} ${JSON.stringify(headers)} ${typeof body === "string" ? body.slice(0, 300) : ""}`;
}

describe.each(DOCUMENTS)("%s", async (file) => {
  const document = await documentAt(file);
  const all = document.model.operations
    .flatMap((operation) => casesOf(document, operation, 1))
    .filter((each) => !hasToken(each));
  const sent = all.filter((each) => requestOf(each) !== undefined);
  const those = (keep: (kind: string, drawn: Case) => boolean): readonly string[] =>
    sent.filter((each) => keep(judgedBy(document, each), each)).map(shown);

  test("there is much to send, and it can be sent", () => {
    expect(sent.length).toBeGreaterThan(20);
    expect(sent.length).toBeGreaterThan(0.99 * all.length);
  });
  test("no case that is meant to be valid is invalid", () =>
    expect(
      those((kind, { violation, probe }) => kind === "invalid" && violation === undefined && probe === undefined),
    ).toEqual([]));
  test("every case that is meant to be invalid is", () =>
    expect(those((kind, { violation }) => kind !== "invalid" && violation !== undefined)).toEqual([]));
  test("no body that is meant to be valid is invalid by another validator", () => {
    // Ajv divides in binary: 0.14 is then no multiple of 0.01.
    const isMisjudged = file.endsWith("numbers.yaml");
    const { isValid } = validatorsOf(document.model, "request", false);
    const wrong = sent.flatMap(({ operation, values: { body }, violation }) => {
      const media = operation.requestBody?.content.find(({ mediaType }) => mediaType === body?.mediaType);
      if (
        violation !== undefined ||
        isMisjudged ||
        media === undefined ||
        body === undefined ||
        !("value" in body.content)
      )
        return [];
      return isValid(media.schema.schema, body.content.value)
        ? []
        : [`${operation.id} ${stringifyJson(body.content.value)}`];
    });
    expect(wrong).toEqual([]);
  });
});
