import { describe, expect, test } from "vitest";
import { allowHeaderConformance } from "../../../harness/checks/allowHeaderConformance.ts";
import { errorCodeConformance } from "../../../harness/checks/errorCodeConformance.ts";
import { missingRequiredHeader } from "../../../harness/checks/missingRequiredHeader.ts";
import { negativeDataRejection } from "../../../harness/checks/negativeDataRejection.ts";
import { unsupportedMethod } from "../../../harness/checks/unsupportedMethod.ts";
import type { HeaderLine } from "../../../runtime/wire.ts";
import { body, operation, parameter, posted, request, response, security } from "../wire/language.ts";
import { said } from "./language.ts";

const limited = operation({ parameters: [parameter("query", "limit", { type: "integer" })] });
const wrongLimit = request("/things?limit=x");
const keyed = operation({ parameters: [parameter("header", "X-Key", { type: "string" }, { required: true })] });
const both = operation({ parameters: [...keyed.parameters, ...limited.parameters] });

describe("negativeDataRejection", () => {
  test.each([
    ["what is invalid and taken", { operation: limited, request: wrongLimit, status: 200 }, "type"],
    ["what is invalid and refused", { operation: limited, request: wrongLimit, status: 400 }, "conforms"],
    ["what is invalid and sent elsewhere", { operation: limited, request: wrongLimit, status: 302 }, "undecided"],
    ["what is invalid and breaks the server", { operation: limited, request: wrongLimit, status: 500 }, "conforms"],
    ["what is valid and taken", { operation: limited, status: 200 }, "conforms"],
    ["a missing header is another check's", { operation: keyed, status: 200 }, "conforms"],
    ["another fault beside it is not", { operation: both, request: wrongLimit, status: 200 }, "type"],
    [
      "another method is another check's",
      { operation: limited, request: request("/things", { method: "PUT" }), status: 200 },
      "conforms",
    ],
  ] as const)("%s", (_title, given, wanted) => expect(said(negativeDataRejection, given)).toBe(wanted));
});

describe("missingRequiredHeader", () => {
  const other = parameter("header", "X-Other", { type: "string" }, { required: true });
  const two = { ...keyed, parameters: [...keyed.parameters, other] };
  test.each([
    ["left out and taken", { operation: keyed, status: 204 }, "required"],
    ["each that is left out", { operation: two, status: 200 }, "required, required"],
    ["left out and refused, with whatever status", { operation: keyed, status: 406 }, "conforms"],
    ["left out and sent elsewhere", { operation: keyed, status: 301 }, "undecided"],
    [
      "there",
      { operation: keyed, request: request("/things", { headers: [["x-key", "a"]] }), status: 200 },
      "conforms",
    ],
    ["another fault is another check's", { operation: limited, request: wrongLimit, status: 200 }, "conforms"],
  ] as const)("a header %s", (_title, given, wanted) => expect(said(missingRequiredHeader, given)).toBe(wanted));
});

describe("unsupportedMethod", () => {
  const put = request("/things", { method: "PUT" });
  const answered = (status: number, method = "PUT"): string =>
    said(unsupportedMethod, { operation: limited, request: request("/things", { method }), status });
  test.each([200, 201, 204, 409, 415, 422])("%i shows that the method is served", (status) =>
    expect(answered(status)).toBe(`PUT ${status}`),
  );
  test.each([405, 404, 501])("%i refuses it", (status) => expect(answered(status)).toBe("conforms"));
  test.each([301, 400, 401, 403, 429])("%i may come from in front of it", (status) =>
    expect(answered(status)).toBe("undecided"),
  );
  test.each(["HEAD", "OPTIONS"])("%s is the server's own", (method) => expect(answered(200, method)).toBe("conforms"));
  test("the documented method", () => expect(answered(200, "GET")).toBe("conforms"));
  test("a refusal that the rules do not tolerate", () =>
    expect(
      said(unsupportedMethod, { operation: limited, request: put, status: 404 }, { unsupportedMethod: [405] }),
    ).toBe("PUT 404"));
  test("a path that fits the target too, and has the method", () => {
    const general = operation({ id: "put", method: "PUT", path: "/{any}", parameters: [] });
    const given = { operation: limited, request: put, status: 200, operations: [limited, general] };
    expect(said(unsupportedMethod, given)).toBe("undecided");
  });
});

describe("allowHeaderConformance", () => {
  const post = { ...limited, id: "post", method: "POST" };
  const refused = (headers: readonly HeaderLine[], operations = [limited, post], target = "/things"): string =>
    said(allowHeaderConformance, {
      operation: limited,
      request: request(target, { method: "PUT" }),
      status: 405,
      headers,
      operations,
    });
  test.each([
    ["no Allow", [], "missing"],
    ["all that there are", [["Allow", "GET, POST"]], "conforms"],
    [
      "in several lines, in any order, and more",
      [
        ["allow", "POST"],
        ["allow", "OPTIONS,GET"],
      ],
      "conforms",
    ],
    ["the refused one", [["allow", "GET, POST, PUT"]], "refused method"],
    ["a documented one left out", [["allow", "GET"]], "no POST"],
    ["none at all", [["allow", ""]], "no GET, no POST"],
  ] as const)("%s", (_title, headers, wanted) => expect(refused(headers)).toBe(wanted));
  test("only what every fitting path has is expected", () => {
    const general = { ...limited, id: "other", method: "DELETE", path: "/{any}" };
    const get = { ...general, id: "one", method: "GET" };
    expect(refused([["allow", "GET"]], [limited, general, get])).toBe("conforms");
  });
  test("other refusals need no Allow", () =>
    expect(said(allowHeaderConformance, { operation: limited, status: 404 })).toBe("conforms"));
});

describe("errorCodeConformance", () => {
  const all = ["200", "400", "401", "406", "415"].map((status) => response(status, "application/json"));
  const create = operation({
    method: "POST",
    requestBody: body({ "application/json": { type: "object" } }),
    responses: all,
    security: security([{ type: "http", scheme: "bearer" }]),
  });
  const bearer: HeaderLine = ["authorization", "Bearer a"];
  const sent = {
    content: posted("[]", "application/json", [bearer]),
    text: posted("{", "application/json", [bearer]),
    bare: posted("", undefined, [bearer]),
    "content type": posted("{}", "text/plain", [bearer]),
    Accept: posted("{}", "application/json", [bearer, ["accept", "image/png"]]),
    credentials: posted("{}", "application/json"),
    "broken credentials": posted("{}", "application/json", [["authorization", "a"]]),
    "two faults": posted("[]", "application/json"),
  } as const;
  const answered = (what: keyof typeof sent, status: number, responses = all): string =>
    said(errorCodeConformance, { operation: { ...create, responses }, request: sent[what], status });
  test.each([
    ["content", 400, "conforms"],
    ["content", 422, "conforms"],
    ["content", 415, "content 415"],
    ["text", 406, "content 406"],
    ["content", 404, "conforms"],
    ["content", 409, "conforms"],
    ["content", 403, "conforms"],
    ["bare", 415, "conforms"],
    ["content type", 415, "conforms"],
    ["content type", 400, "mediaType 400"],
    ["Accept", 406, "conforms"],
    ["Accept", 415, "accept 415"],
    ["credentials", 401, "conforms"],
    ["credentials", 403, "conforms"],
    ["credentials", 404, "conforms"],
    ["credentials", 400, "credentials 400"],
    ["broken credentials", 400, "conforms"],
    ["two faults", 415, "conforms"],
    ["content", 200, "conforms"],
    ["content", 500, "conforms"],
  ] as const)("%s amiss, answered %i: %s", (what, status, wanted) => expect(answered(what, status)).toBe(wanted));

  test("any refusal will do where the document has no status for the fault", () =>
    expect(
      answered(
        "content type",
        400,
        all.filter(({ status }) => status !== "415"),
      ),
    ).toBe("conforms"));
  test("a range is no status of its own", () =>
    expect(answered("content type", 400, [response("200", "application/json"), response("4XX")])).toBe("conforms"));
  test("400 may speak of values that are not known to be right", () => {
    const state = { known: false, reason: "who knows" } as const;
    expect(said(errorCodeConformance, { operation: create, request: sent.Accept, status: 400, state })).toBe(
      "conforms",
    );
    expect(said(errorCodeConformance, { operation: create, request: sent.Accept, status: 400 })).toBe("accept 400");
  });
  test("the rules say which statuses", () => {
    const errorCodes = { credentials: [401], accept: [406], mediaType: [400], content: [400] };
    expect(
      said(errorCodeConformance, { operation: create, request: sent["content type"], status: 400 }, { errorCodes }),
    ).toBe("conforms");
  });
});
