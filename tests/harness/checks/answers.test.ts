import { describe, expect, test } from "vitest";
import { contentTypeConformance } from "../../../harness/checks/contentTypeConformance.ts";
import { maxResponseTime } from "../../../harness/checks/maxResponseTime.ts";
import { notAServerError } from "../../../harness/checks/notAServerError.ts";
import { positiveDataAcceptance } from "../../../harness/checks/positiveDataAcceptance.ts";
import { responseHeadersConformance } from "../../../harness/checks/responseHeadersConformance.ts";
import { responseSchemaConformance } from "../../../harness/checks/responseSchemaConformance.ts";
import { statusCodeConformance } from "../../../harness/checks/statusCodeConformance.ts";
import { judge } from "../../../harness/judge.ts";
import type { Header, Response, Schema } from "../../../model/model.ts";
import type { HeaderLine } from "../../../runtime/wire.ts";
import { at, operation, parameter, request, response } from "../wire/language.ts";
import { judgedOf, said } from "./language.ts";

const json: HeaderLine = ["content-type", "application/json"];
const answering = (...responses: readonly Response[]) => operation({ responses });
const limit = parameter("query", "limit", { type: "integer" });

describe("notAServerError", () => {
  const open = answering(response("200"), response("503"), response("default"));
  test.each([
    [200, "conforms"],
    [499, "conforms"],
    [500, "500"],
    [503, "conforms"],
    [504, "504"],
  ])("%i: %s", (status, wanted) => expect(said(notAServerError, { operation: open, status })).toBe(wanted));
  test("501 denies a method", () =>
    expect(
      said(notAServerError, { operation: open, request: request("/things", { method: "PUT" }), status: 501 }),
    ).toBe("conforms"));
});

describe("statusCodeConformance", () => {
  const closed = { ...answering(response("200"), response("4XX")), parameters: [limit] };
  test.each([
    [200, "conforms"],
    [204, "204"],
    [404, "conforms"],
    [302, "302"],
    [500, "conforms"],
  ])("%i of 200 and 4XX: %s", (status, wanted) =>
    expect(said(statusCodeConformance, { operation: closed, status })).toBe(wanted),
  );
  test("default is every status", () =>
    expect(said(statusCodeConformance, { operation: answering(response("default")), status: 418 })).toBe("conforms"));

  const bare = { ...answering(response("200")), parameters: [limit] };
  test("what nobody can judge may be refused undocumented", () =>
    expect(
      said(statusCodeConformance, { operation: bare, request: request("/things?limit=1&limit=2"), status: 400 }),
    ).toBe("undecided"));
  test("what is invalid may not: the refusal is to be documented", () =>
    expect(said(statusCodeConformance, { operation: bare, request: request("/things?limit=x"), status: 400 })).toBe(
      "400",
    ));
  test("another method is none of the operation", () =>
    expect(
      said(statusCodeConformance, { operation: bare, request: request("/things", { method: "PUT" }), status: 405 }),
    ).toBe("conforms"));
});

describe("contentTypeConformance", () => {
  const typed = answering(response("200", "application/json", "text/plain"));
  test.each([
    ["a documented type", [json], "{}", "conforms"],
    ["with parameters, in any case", [["Content-Type", "Application/JSON; charset=utf-8"]], "{}", "conforms"],
    ["another type", [["content-type", "text/html"]], "{}", "text/html"],
    ["no type", [], "{}", "none"],
    ["no body", [json], "", "empty"],
    ["a body that is not of its type", [json], "{", "json"],
  ] as const)("%s", (_title, headers, body, wanted) =>
    expect(said(contentTypeConformance, { operation: typed, status: 200, headers, body })).toBe(wanted),
  );
});

describe("responseSchemaConformance", () => {
  const holding = (schema: Schema) =>
    answering({
      ...response("200"),
      content: [{ ...response("200", "application/json").content[0]!, schema: at(schema, "#/s") }],
    });
  const held = (schema: Schema, body: string): string =>
    said(responseSchemaConformance, { operation: holding(schema), status: 200, headers: [json], body });
  test("a valid body", () => expect(held({ type: "object" }, "{}")).toBe("conforms"));
  test("every keyword that is broken", () =>
    expect(held({ required: ["a"], properties: { b: { type: "string" } } }, '{"b":1}')).toBe("required, type"));
  test("a bound beyond 2^53", () => expect(held({ type: "integer" }, "9223372036854775807")).toBe("conforms"));
  test("what is no JSON is another check's", () => expect(held({ type: "object" }, "{")).toBe("conforms"));
});

describe("responseHeadersConformance", () => {
  const header = (given: Partial<Header>): Header => ({
    name: "X-Count",
    required: false,
    explode: false,
    schema: at({ type: "integer" }, "#/h/schema"),
    pointer: "#/h",
    ...given,
  });
  const headed = (given: Partial<Header>, headers: readonly HeaderLine[]): string =>
    said(responseHeadersConformance, {
      operation: answering({ ...response("200"), headers: [header(given)] }),
      status: 200,
      headers,
    });
  test("valid", () => expect(headed({}, [["x-count", "1"]])).toBe("conforms"));
  test("invalid in every reading", () => expect(headed({}, [["x-count", "a"]])).toBe("type"));
  test("not there, and needs not be", () => expect(headed({}, [])).toBe("conforms"));
  test("not there, and has to be", () => expect(headed({ required: true }, [])).toBe("required"));
});

describe("positiveDataAcceptance", () => {
  const open = { ...answering(response("200")), parameters: [limit] };
  const unknown = { known: false, reason: "who knows" } as const;
  test.each([
    ["valid and refused as malformed", { status: 400 }, "400"],
    ["valid and taken", { status: 200 }, "conforms"],
    ["valid, and nothing there", { status: 404 }, "conforms"],
    ["valid, and in conflict", { status: 409 }, "undecided"],
    ["valid, but of a state that is not known", { status: 400, state: unknown }, "undecided"],
    ["invalid and refused", { status: 400, request: request("/things?limit=x") }, "conforms"],
    ["what nobody can judge", { status: 400, request: request("/things?limit=1&limit=2") }, "undecided"],
  ] as const)("%s", (_title, given, wanted) =>
    expect(said(positiveDataAcceptance, { operation: open, ...given })).toBe(wanted),
  );
});

describe("maxResponseTime", () => {
  test("is off", () =>
    expect(said(maxResponseTime, { operation: answering(), status: 200, ms: 1e9 })).toBe("conforms"));
  test("counts to the bound", () =>
    expect(said(maxResponseTime, { operation: answering(), status: 200, ms: 100 }, { maxResponseTime: 100 })).toBe(
      "conforms",
    ));
  test("tells what is beyond", () =>
    expect(said(maxResponseTime, { operation: answering(), status: 200, ms: 101 }, { maxResponseTime: 100 })).toBe(
      "slow",
    ));
});

describe("all checks together", () => {
  const bare = { ...answering(response("200")), parameters: [limit] };
  const told = (given: Parameters<typeof judgedOf>[0]): string => {
    const verdict = judge(judgedOf(given));
    return verdict.verdict === "violates"
      ? verdict.findings.map(({ check, kind }) => `${check} ${kind}`).join(", ")
      : verdict.verdict;
  };
  test("nothing the operation documents speaks of another method", () => {
    const request405 = request("/things", { method: "PUT" });
    const typed = answering(response("default", "application/json"));
    expect(told({ operation: typed, request: request405, status: 405, headers: [["allow", "GET"]], body: "no" })).toBe(
      "conforms",
    );
  });
  test("a method that is served is told once", () =>
    expect(told({ operation: bare, request: request("/things", { method: "PUT" }), status: 200 })).toBe(
      "unsupportedMethod PUT 200",
    ));
  test("a header that is not asked for is told once", () => {
    const keyed = { ...bare, parameters: [parameter("header", "X-Key", true, { required: true })] };
    expect(told({ operation: keyed, status: 200 })).toBe("missingRequiredHeader required");
  });
  test("one violation outweighs what is open", () =>
    expect(told({ operation: bare, request: request("/things?limit=1&limit=2"), status: 500 })).toBe(
      "notAServerError 500",
    ));
});
