import { expect, test } from "vitest";
import { textKept } from "../../../harness/stateful/textKept.ts";
import type { Told } from "../../../harness/stateful/story.ts";
import type { Json } from "../../../model/json.ts";
import { answered, asked, operationOf, petsModel } from "../state/language.ts";

const model = await petsModel();

/** What is said of a creation that was sent this, and a read that shows that. */
function said(sent: Json, status: number, shown: Json): string {
  const told = (method: string, given: number, body?: Json): Told => ({
    operation: { ...operationOf(model, "getShop"), method },
    request: asked(method, "/shops/s1", method === "POST" ? sent : undefined),
    response: answered(given, body),
  });
  const { outcome, ...rest } = textKept.judge(
    new Map([
      ["create", told("POST", status, { id: "s1" })],
      ["read", told("GET", 200, shown)],
    ]),
  );
  return "deviations" in rest ? rest.deviations.map(({ kind }) => kind).join() : outcome;
}

test.each<readonly [string, Json, number, Json, string]>([
  ["a text that is kept as it is", { name: "é" }, 201, { id: "s1", name: "é" }, "conforms"],
  ["a text that is kept as another", { name: "é" }, 201, { id: "s1", name: "e" }, "conforms"],
  ["a text that is kept damaged", { name: "é" }, 201, { id: "s1", name: "Ã©" }, "misread"],
  ["a text below that is kept damaged", { a: [{ b: "a漢" }] }, 201, { a: [{ b: "a\ufffd" }] }, "undecoded"],
  ["a creation that was refused", { name: "é" }, 400, { id: "s1", name: "Ã©" }, "undecided"],
  ["what is no object", ["é"], 201, ["Ã©"], "undecided"],
])("%s", (_, sent, status, shown, wanted) => expect(said(sent, status, shown)).toBe(wanted));
