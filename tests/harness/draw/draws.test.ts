import { beforeAll, describe, expect, test } from "vitest";
import type { Case } from "../../../harness/case.ts";
import { combinations } from "../../../harness/draw/combinations.ts";
import { coverage } from "../../../harness/draw/coverage.ts";
import { HARD_TEXTS } from "../../../harness/draw/hardTexts.ts";
import { repertoire } from "../../../harness/draw/repertoire.ts";
import { randomFor } from "../../../harness/random.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import type { Schemas } from "../../../harness/wire/schemas.ts";
import { isJsonObject, parseJson } from "../../../model/json.ts";
import type { Operation, Schema } from "../../../model/model.ts";
import { body, operation, parameter, response } from "../wire/language.ts";
import { casesOf, documentAt, requestOf, type Drawn } from "./language.ts";

/** Everything that coverage sends for one operation, by what it is for. */
function covered(of: Operation, operations: readonly Operation[] = [of]): ReadonlyMap<string, readonly Case[]> {
  const engine = schemaEngine(() => undefined);
  const schemas: Schemas = {
    resolve: () => undefined,
    validate: (at, value) => engine.validate(at, value),
    validateFormats: (at, value) => engine.validate(at, value, { formats: true }),
  };
  const known = repertoire(of, engine, schemas, undefined, [], operations);
  const random = randomFor("test");
  const all = [...coverage(known, [], random), ...combinations(known, random, 2).cases];
  return new Map(
    Map.groupBy(all, ({ label }) => label)
      .entries()
      .map(([label, some]) => [label, some.map((one) => one.case)]),
  );
}

const labels = (of: Operation, operations?: readonly Operation[]): readonly string[] => [
  ...covered(of, operations).keys(),
];
const sent = (of: Operation, label: string): string[] =>
  (covered(of).get(label) ?? []).map((one) => {
    const { method, target, headers, body: text = "" } = requestOf(one) ?? { method: "", target: "", headers: [] };
    const lines = headers.filter(([name]) => name !== "content-type").map(([name, value]) => `${name}: ${value}`);
    return [method, target, ...lines, ...(text === "" ? [] : [Buffer.from(text).toString("latin1")])].join(" ");
  });
const exactly = (text: string): Schema => {
  const parsed = parseJson(text);
  if (parsed.outcome === "malformed" || !isJsonObject(parsed.value)) throw new Error(`${text} is no schema`);
  return parsed.value;
};

describe("methods", () => {
  const get = operation({ path: "/pets/{id}", parameters: [parameter("path", "id", { type: "integer" })] });
  const remove = { ...get, id: "remove", method: "DELETE" };
  const mine = operation({ id: "mine", method: "PUT", path: "/pets/mine" });
  const broken = (of: Operation, all: readonly Operation[]): readonly string[] =>
    labels(of, all).filter((label) => label.endsWith("breaks method"));
  test("all that the path lacks", () =>
    expect(broken(get, [get, remove])).toEqual(
      ["PUT", "POST", "PATCH", "TRACE"].map((method) => `method ${method} breaks method`),
    ));
  test("told once for a path", () => expect(broken(remove, [get, remove])).toEqual([]));
  test("none that another path has which fits", () =>
    expect(broken(mine, [get, remove, mine])).toEqual(
      ["POST", "PATCH", "TRACE"].map((method) => `method ${method} breaks method`),
    ));
  test("without a body where a body means nothing", () => {
    const create = operation({ method: "POST", requestBody: body({ "application/json": { type: "object" } }) });
    expect([...sent(create, "method DELETE breaks method"), ...sent(create, "method PUT breaks method")]).toEqual([
      "DELETE /things",
      "PUT /things {}",
    ]);
  });
});

describe("JSON texts", () => {
  const open = operation({ method: "POST", requestBody: body({ "application/json": { type: "object" } }) });
  const closed = operation({
    method: "POST",
    requestBody: body({ "application/json": { type: "object", additionalProperties: false } }),
  });
  test.each([
    ["body (truncated) breaks malformedJson", "{"],
    ["body (trailingText) breaks malformedJson", "{}x"],
    ["body (notANumber) breaks malformedJson", '{"a":NaN}'],
    ["body (overlongUtf8) breaks malformedJson", '{"a":"\u00c0\u00af"}'],
    ["body duplicateNames (probe)", '{"covenant":1,"covenant":2}'],
    ["body beyondDouble (probe)", '{"covenant":1e400}'],
    ["body loneSurrogate (probe)", String.raw`{"covenant":"\ud800"}`],
    ["body byteOrderMark (probe)", "\u00ef\u00bb\u00bf{}"],
    ["body beyondExactInteger", '{"covenant":9007199254740993}'],
    ["body negativeZero", '{"covenant":-0}'],
    ["body prototype", '{"__proto__":{"covenant":1}}'],
    ["body breaks empty", ""],
  ])("%s", (label, text) => expect(sent(open, label)).toEqual([`POST /things${text === "" ? "" : ` ${text}`}`]));
  test("nested 10,000 deep", () => expect(sent(open, "body deep (probe)")[0]).toContain("[".repeat(10_000)));
  test("one more member is a violation where none may be added", () => {
    expect(labels(closed)).toContain("body breaks beyondExactInteger");
    expect(labels(closed)).not.toContain("body beyondExactInteger");
  });
  test("are for JSON only", () =>
    expect(
      labels(operation({ method: "POST", requestBody: body({ "text/plain": { type: "string" } }) })).filter((label) =>
        /malformedJson|duplicateNames/.test(label),
      ),
    ).toEqual([]));
});

describe("headers and parameters", () => {
  const negotiated = operation({ responses: [response("200", "application/json"), response("406")] });
  const careless = operation({ responses: [response("200", "application/json")] });
  const listed = operation({
    parameters: [
      parameter("query", "limit", { type: "integer" }, { required: true }),
      parameter("query", "tags", { type: "array", items: { type: "string" } }, { required: true }),
      parameter("header", "X-Key", { type: "string", minLength: 2 }, { required: true }),
    ],
  });
  test("an Accept of nothing is a violation where 406 is documented", () =>
    expect(labels(negotiated)).toContain("header.accept breaks notAcceptable"));
  test("and a probe where it is not", () => expect(labels(careless)).toContain("header.accept notAcceptable (probe)"));
  test("what browsers accept is valid", () =>
    expect(sent(careless, "header.accept browser")).toEqual([
      "GET /things accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ]));
  test.each([
    "query.limit breaks required",
    "header.X-Key breaks required",
    "header.X-Key breaks minLength",
    "query.limit breaks type",
  ])("%s", (label) => expect(labels(listed)).toContain(label));
  test("a missing array may be an empty one", () => expect(labels(listed)).toContain("query.tags required (probe)"));
  test("a parameter given twice is a probe", () =>
    expect(labels(listed)).toEqual(
      expect.arrayContaining(["query.limit repeated (probe)", "header.X-Key repeated (probe)"]),
    ));
  test("so is one that the document does not have", () =>
    expect(labels(careless)).toEqual(expect.arrayContaining(["query unknown (probe)", "query brokenEscape (probe)"])));
  test("a type that text does not tell is not broken", () =>
    expect(
      labels(operation({ parameters: [parameter("query", "name", { type: "string" })] })).filter((label) =>
        label.includes("breaks type"),
      ),
    ).toEqual([]));
  test("a content type that is not documented, or none", () => {
    const create = operation({ method: "POST", requestBody: body({ "application/json": { type: "object" } }) });
    expect(labels(create)).toEqual(
      expect.arrayContaining([
        "header.content-type breaks mediaType",
        "header.content-type missingContentType (probe)",
        "header.content-type charset utf-8",
      ]),
    );
  });
});

describe("forms", () => {
  const form = operation({
    method: "POST",
    requestBody: body({
      "application/x-www-form-urlencoded": {
        type: "object",
        required: ["n"],
        properties: { n: { type: "integer", maximum: 9 }, s: { type: "string" } },
      },
    }),
  });
  test("break what text can break", () =>
    expect(labels(form)).toEqual(
      expect.arrayContaining(["body breaks required", "body#/n breaks maximum", "body#/n breaks type"]),
    ));
  test("and nothing else", () =>
    expect(labels(form).filter((label) => label.startsWith("body#/s breaks"))).toEqual([]));
});

describe("a closed object in a form", () => {
  const closed = operation({
    method: "POST",
    requestBody: body({
      "application/x-www-form-urlencoded": {
        type: "object",
        properties: { o: { type: "object", properties: { s: { type: "string" } }, additionalProperties: false } },
      },
    }),
  });
  test("is broken by a member that the form can show", () =>
    expect(labels(closed)).toContain("body#/o breaks additionalProperties"));
});

describe("a value that only a state can give", () => {
  const sourced = operation({
    method: "POST",
    parameters: [parameter("query", "deep", { type: "boolean" })],
    requestBody: body({
      "application/json": {
        type: "object",
        properties: {
          ref: {
            type: "string",
            maxLength: 32,
            "x-covenant": { from: { operationId: "make", value: "$response.body#/name", parameters: {} } },
          },
        },
      },
    }),
  });
  const refs = (like: RegExp): readonly (string | undefined)[] =>
    labels(sourced)
      .filter((label) => like.test(label))
      .flatMap((label) => sent(sourced, label).map((request) => /"ref":"([^"]*)"/.exec(request)?.[1]));
  test("is made up once, where boundaries are tried", () =>
    expect(refs(/^body#\/ref (?:type|minLength|maxLength)/)).toEqual([""]));
  test("is never made up where boundaries are combined", () =>
    expect(new Set(refs(/^combination/))).toEqual(new Set([undefined, "~make.from.name~"])));
});

describe("numbers keep every digit", () => {
  const int64 = exactly('{"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807}');
  const huge = exactly('{"type":"number","minimum":1,"maximum":1e400}');
  const inQuery = (schema: Schema): Operation =>
    operation({ parameters: [parameter("query", "n", schema, { required: true })] });
  const inBody = (schema: Schema): Operation =>
    operation({ method: "POST", requestBody: body({ "application/json": schema }) });
  test.each([
    ["query.n maximum", inQuery(int64), "GET /things?n=9223372036854775807"],
    ["query.n minimum", inQuery(int64), "GET /things?n=-9223372036854775808"],
    ["query.n breaks maximum", inQuery(int64), "GET /things?n=9223372036854775808"],
    ["query.n breaks minimum", inQuery(int64), "GET /things?n=-9223372036854775809"],
    ["body# maximum", inBody(int64), "POST /things 9223372036854775807"],
    ["body breaks maximum", inBody(int64), "POST /things 9223372036854775808"],
    ["body# maximum", inBody(huge), "POST /things 1e400"],
  ])("%s", (label, of, request) => expect(sent(of, label)).toEqual([request]));
});

describe("hard texts", () => {
  const named = (schema: Schema): Operation =>
    operation({
      method: "POST",
      requestBody: body({
        "application/json": { type: "object", required: ["a", "b"], properties: { a: schema, b: { type: "string" } } },
      }),
    });
  const hardAt = (of: Operation, place: string): readonly string[] =>
    labels(of).filter(
      (label) => label.startsWith(`body#${place} `) && Object.hasOwn(HARD_TEXTS, label.split(" ")[1] ?? ""),
    );
  test("three for each place, others at the next", () => {
    const [a, b] = [hardAt(named({ type: "string" }), "/a"), hardAt(named({ type: "string" }), "/b")].map((some) =>
      some.map((label) => label.split(" ")[1]),
    );
    expect([a?.length, b?.length]).toEqual([3, 3]);
    expect(a?.filter((name) => b?.includes(name))).toEqual([]);
  });
  test("only such as the schema allows", () =>
    expect(hardAt(named({ type: "string", pattern: "^[a-z]+$", maxLength: 9 }), "/a").toSorted()).toEqual([
      "body#/a jsonNull",
      "body#/a jsonTrue",
      "body#/a undefined",
    ]));
  test("none where nothing hard is allowed", () => expect(hardAt(named({ enum: ["a"] }), "/a")).toEqual([]));
  test("all of them can be written down", () =>
    expect(Object.values(HARD_TEXTS).every((text) => text.isWellFormed())).toBe(true));
});

describe("combinations", () => {
  const of = operation({
    method: "POST",
    parameters: [
      parameter("query", "deep", { type: "boolean" }),
      parameter("header", "X-Mode", { enum: ["a", "b"] }, { required: true }),
    ],
    requestBody: body({
      "application/json": {
        type: "object",
        properties: { n: { type: "integer", minimum: 1, maximum: 5 }, s: { type: "string" } },
      },
    }),
  });
  const requests = [...covered(of)]
    .filter(([label]) => label.startsWith("combination"))
    .map(([label]) => sent(of, label)[0] ?? "");
  const having = (...parts: readonly RegExp[]): boolean =>
    requests.some((request) => parts.every((part) => part.test(request)));
  test.each([
    ["an optional parameter absent, another at its last value", [/things X-Mode: b/]],
    ["an optional parameter present, with each value of another", [/deep=true .*X-Mode: b/]],
    ["a member at its bound with a parameter", [/X-Mode: b/, /"n":5/]],
    ["two members", [/"n":5/, /"s":/]],
    ["one member without the other", [/\{"s":"[^"]*"\}/]],
  ] as const)("%s", (_title, parts) => expect(having(...parts)).toBe(true));
});

describe("what is drawn", () => {
  let document: Drawn;
  beforeAll(async () => {
    document = await documentAt("tests/harness/reference/documents/shop.yaml");
  });
  test("is the same each time (law 3)", () => {
    for (const each of document.model.operations) {
      const [one, other] = [casesOf(document, each, 1), casesOf(document, each, 1)].map((cases) =>
        cases.map(requestOf),
      );
      expect(one).toEqual(other);
    }
  });
});
