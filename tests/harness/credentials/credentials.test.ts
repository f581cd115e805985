import { describe, expect, test } from "vitest";
import type { Choice, TextKind } from "../../../harness/credentials/choice.ts";
import { credentials, placeholders, type Credentials } from "../../../harness/credentials/credentials.ts";
import type { Manner } from "../../../harness/credentials/manner.ts";
import { fixed, held } from "../../../harness/credentials/source.ts";
import { classify } from "../../../harness/wire/classify.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import { viewsOf } from "../../../harness/views.ts";
import type { Model } from "../../../model/index.ts";
import type { HeaderLine, WireRequest } from "../../../runtime/wire.ts";
import { documentWith, type Security } from "./language.ts";

const REQUEST: WireRequest = { method: "GET", target: "/pets", headers: [] };

const give = (kind: TextKind, text: string, scheme?: string): Choice => ({
  kind,
  held: held(fixed(text)),
  ...(scheme !== undefined && { scheme }),
});
const made = (model: Model, choices: readonly Choice[], headers: readonly HeaderLine[] = []): Credentials =>
  credentials({ operations: model.operations, choices, headers, baseUrl: "http://127.0.0.1:1/base" });

interface Sending {
  readonly choices?: readonly Choice[];
  readonly headers?: readonly HeaderLine[];
  readonly manner?: Manner;
  readonly request?: WireRequest;
}

/** The first operation's request as it is sent: its target and lines. */
async function sent(model: Model, { choices = [], headers = [], manner, request = REQUEST }: Sending): Promise<string> {
  const [operation] = model.operations;
  if (operation === undefined) throw new Error("no operation");
  const applied = await made(model, choices, headers).apply(
    operation,
    request,
    manner ?? (choices.length > 0 ? "given" : "placeholder"),
  );
  if (applied.outcome === "failed") return applied.reason;
  const { target, headers: lines } = applied.request;
  return [target, ...lines.map((line) => line.join(": "))].join(" | ");
}

describe("a credential stands where its scheme wants it", () => {
  const cases: readonly [security: Security, choice: Choice, wanted: string][] = [
    [[{ basic: [] }], give("basic", "ada:pass"), "/pets | authorization: Basic YWRhOnBhc3M="],
    [[{ token: [] }], give("bearer", "abc"), "/pets | authorization: Bearer abc"],
    [[{ openId: [] }], give("bearer", "abc"), "/pets | authorization: Bearer abc"],
    [[{ key: [] }], give("apiKey", "abc"), "/pets | x-api-key: abc"],
    [[{ query: [] }], give("apiKey", "a&b"), "/pets?api%20key=a%26b"],
    [[{ session: [] }], give("apiKey", "abc"), "/pets | cookie: sid=abc"],
    [[{ digest: [] }], give("apiKey", "abc", "digest"), "/pets | authorization: Digest abc"],
    [[{ key: [] }], give("bearer", "abc", "key"), "/pets | x-api-key: Bearer abc"],
  ];
  test.each(cases)("%j", async (security, choice, wanted) => {
    expect(await sent(await documentWith(security), { choices: [choice] })).toBe(wanted);
  });

  test("a cookie goes into the line that is there", async () => {
    const request = { ...REQUEST, headers: [["Cookie", "a=1"]] as const };
    const model = await documentWith([{ session: [] }]);
    expect(await sent(model, { choices: [give("apiKey", "abc")], request })).toBe("/pets | Cookie: a=1; sid=abc");
  });
});

describe("of several alternatives", () => {
  const key = give("apiKey", "abc");
  const both: Security = [{ token: [] }, { key: [] }];
  const cases: readonly [rule: string, security: Security, choices: readonly Choice[], wanted: string][] = [
    ["the one that everything was given for is used", both, [key], "/pets | x-api-key: abc"],
    ["the first is used where all were given", both, [key, give("bearer", "t")], "/pets | authorization: Bearer t"],
    [
      "what is missing of it is a placeholder",
      [{ token: [], key: [] }],
      [key],
      "/pets | authorization: Bearer placeholder | x-api-key: abc",
    ],
    [
      "a client's certificate is no help",
      [{ certificate: [] }, { token: [] }],
      [],
      "/pets | authorization: Bearer placeholder",
    ],
    ["what was given is sent, though none is needed", [{}, { key: [] }], [key], "/pets | x-api-key: abc"],
    ["nothing is sent where none is needed and none was given", [{}, { key: [] }], [], "/pets"],
    [
      "a credential for a scheme by name comes before one that suits",
      [{ token: [] }],
      [give("bearer", "any"), give("bearer", "mine", "token")],
      "/pets | authorization: Bearer mine",
    ],
    [
      "a credential for another scheme is not used",
      [{ token: [] }],
      [give("bearer", "theirs", "partner")],
      "/pets | authorization: Bearer placeholder",
    ],
  ];
  test.each(cases)("%s", async (_, security, choices, wanted) => {
    expect(await sent(await documentWith(security), { choices })).toBe(wanted);
  });
});

describe("a credential for no scheme by name", () => {
  const [token, fetched] = [give("bearer", "given"), give("oauth2", "fetched")];
  const cases: readonly [rule: string, security: Security, choices: readonly Choice[], wanted: string][] = [
    ["serves the schemes of its kind", [{ openId: [] }, { token: [] }], [token], "Bearer given"],
    ["each its own", [{ openId: [] }, { token: [] }], [token, fetched], "Bearer fetched"],
    ["where none is of its kind, those that it will do for", [{ openId: [] }], [token], "Bearer given"],
    ["the other way round too", [{ token: [] }], [fetched], "Bearer fetched"],
  ];
  test.each(cases)("%s", async (_, security, choices, wanted) => {
    expect(await sent(await documentWith(security), { choices })).toBe(`/pets | authorization: ${wanted}`);
  });

  test("is not shown to another kind, where the document has its own: there a placeholder stands, and that is told", async () => {
    const model = await documentWith([{ openId: [] }], [{ token: [] }]);
    expect(await sent(model, { choices: [token] })).toBe("/pets | authorization: Bearer placeholder");
    expect(made(model, [token]).lacking.map(({ id }) => id)).toEqual(["list", "add"]);
    expect(made(model, [token, fetched]).lacking).toEqual([]);
    expect(made(model, []).lacking).toEqual([]);
  });
});

describe("credentials that are bad on purpose", () => {
  const jwt = "eyJh.eyJz.c2ln";
  const cases: readonly [manner: Manner, security: Security, choices: readonly Choice[], wanted: string][] = [
    ["none", [{ token: [] }], [give("bearer", "abc")], "/pets"],
    ["malformed", [{ token: [] }], [give("bearer", "abc")], "/pets | authorization: Bearer"],
    [
      "malformed",
      [{ token: [], key: [] }],
      [give("bearer", "a"), give("apiKey", "b")],
      "/pets | authorization: Bearer | x-api-key: b",
    ],
    ["malformed", [{ aws: [] }], [], "/pets | authorization: AWS4-HMAC-SHA256"],
    ["wrong", [{ token: [] }], [give("bearer", "abc")], "/pets | authorization: Bearer placeholder"],
    ["wrong", [{ token: [] }], [give("bearer", jwt)], "/pets | authorization: Bearer eyJh.eyJz.A2ln"],
    ["wrong", [{ basic: [] }], [give("basic", "a:b")], `/pets | authorization: Basic ${btoa("covenant:placeholder")}`],
    [
      "swapped",
      [{ token: [] }],
      [give("bearer", "a", "token"), give("bearer", "b", "partner")],
      "/pets | authorization: Bearer b",
    ],
  ];
  test.each(cases)("%s: %j", async (manner, security, choices, wanted) => {
    expect(await sent(await documentWith(security, [{ partner: [] }]), { choices, manner })).toBe(wanted);
  });

  const ways: readonly [security: Security, choices: readonly Choice[], wanted: string][] = [
    [[], [], ""],
    [[{}, { token: [] }], [give("bearer", "a")], "wrong"],
    [[{ certificate: [] }], [], ""],
    [[{ token: [] }], [], "none malformed"],
    [[{ key: [] }], [], "none"],
    [[{ key: [] }], [give("apiKey", "a")], "none wrong"],
    [[{ token: [] }], [give("bearer", "a")], "none malformed wrong"],
    [[{ token: [] }], [give("bearer", "a", "token"), give("bearer", "b", "partner")], "none malformed wrong swapped"],
  ];
  test.each(ways)("%j with %j can be broken thus: %s", async (security, choices, wanted) => {
    const model = await documentWith(security, [{ partner: [] }]);
    expect(
      model.operations
        .slice(0, 1)
        .flatMap((one) => made(model, choices).breakable(one))
        .join(" "),
    ).toBe(wanted);
  });

  test.each(["none", "malformed"] as const)(
    "%s ones are invalid to the judge, whatever the scheme, and nothing else is",
    async (manner) => {
      for (const name of ["basic", "token", "openId", "key", "query", "session", "aws", "digest"] as const) {
        const model = await documentWith([{ [name]: [] }]);
        const views = viewsOf(model, schemaEngine(model.resolve));
        for (const operation of model.operations.slice(0, 1)) {
          const bad = await placeholders.apply(operation, REQUEST, manner);
          const good = await placeholders.apply(operation, REQUEST, "placeholder");
          if (bad.outcome === "failed" || good.outcome === "failed") throw new Error("placeholders never fail");
          const breakable = placeholders.breakable(operation).includes(manner);
          expect([name, classify(operation, bad.request, views.request).kind]).toEqual([
            name,
            breakable ? "invalid" : "valid",
          ]);
          expect([name, classify(operation, good.request, views.request).kind]).toEqual([name, "valid"]);
        }
      }
    },
  );
});

describe("lines that the user wants in every request", () => {
  const tenant: HeaderLine = ["X-Tenant", "5"];
  const own: HeaderLine = ["Authorization", "Bearer mine"];
  const cases: readonly [rule: string, sending: Sending, wanted: string][] = [
    ["are added", { headers: [tenant] }, "/pets | x-tenant: 5 | authorization: Bearer placeholder"],
    [
      "replace drawn ones",
      { headers: [tenant], request: { ...REQUEST, headers: [["x-TENANT", "drawn"]] } },
      "/pets | x-tenant: 5 | authorization: Bearer placeholder",
    ],
    ["are there without credentials too", { headers: [tenant], manner: "none" }, "/pets | x-tenant: 5"],
    ["stand for a placeholder where they are credentials", { headers: [own] }, "/pets | authorization: Bearer mine"],
    ["are left out where they are credentials and none are to be sent", { headers: [own], manner: "none" }, "/pets"],
    [
      "are left out where they are credentials and bad ones are to be sent",
      { headers: [own], manner: "malformed" },
      "/pets | authorization: Bearer",
    ],
  ];
  test.each(cases)("%s", async (_, sending, wanted) => {
    expect(await sent(await documentWith([{ token: [] }]), sending)).toBe(wanted);
  });
});

test("a signature covers the base URL's path, and the request keeps its own target", async () => {
  const model = await documentWith([{ aws: [] }]);
  const signer = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", region: "us-east-1", service: "service" };
  const sending = (manner: Manner): Promise<string> => sent(model, { choices: [{ kind: "sigv4", signer }], manner });
  expect(await sending("given")).toMatch(
    /^\/pets \| x-amz-date: \d{8}T\d{6}Z \| authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/service\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[\da-f]{64}$/,
  );
  expect(await sending("wrong")).toMatch(/Credential=AKIDEXAMPLE\/.*Signature=[\da-f]{64}$/);
});

test("a source that fails withholds the request", async () => {
  const failing = held({ secrets: [], read: () => Promise.resolve({ outcome: "failed", reason: "no key" }) });
  const model = await documentWith([{ token: [] }]);
  expect(await sent(model, { choices: [{ kind: "bearer", held: failing }] })).toBe("no key");
});
