import { describe, expect, it } from "vitest";
import { codesOf, onlyOperation, operation, toldOf } from "./reading.ts";

const at = "#/paths/~1pets/get";

describe("security", () => {
  const schemes = {
    key: { type: "apiKey", in: "query", name: "k" },
    sig: { type: "apiKey", in: "header", name: "Authorization", "x-amazon-apigateway-authtype": "awsSigv4" },
    bearer: { type: "http", scheme: "Bearer" },
    oauth: { type: "oauth2", flows: {} },
    odd: { type: "magic" },
  };
  const securityOf = async (own: unknown, global?: unknown): Promise<unknown> => {
    const members = own === undefined ? {} : { security: own };
    const only = await onlyOperation(
      operation(members, { components: { securitySchemes: schemes }, security: global }),
    );
    return only.security.map((each) => each.schemes.map(({ scheme, scopes }) => [scheme.name, ...scopes].join(" ")));
  };

  it.each([
    [undefined, undefined, []],
    [undefined, [{ key: [] }], [["key"]]],
    [[], [{ key: [] }], []],
    [[{ bearer: [] }], [{ key: [] }], [["bearer"]]],
    [[{ key: [], bearer: [] }, { oauth: ["read", "write"] }], undefined, [["key", "bearer"], ["oauth read write"]]],
    [[{}, { key: [] }], undefined, [[], ["key"]]],
    [[{ nobody: [] }, { key: [] }], undefined, [["key"]]],
    [[{ odd: [] }], undefined, []],
  ])("%j over %j is %j", async (own, global, want) => {
    expect(await securityOf(own, global)).toEqual(want);
  });

  it("schemes carry what is needed to send them", async () => {
    const security = [{ key: [] }, { sig: [] }, { bearer: [] }, { oauth: [] }];
    const only = await onlyOperation(operation({ security }, { components: { securitySchemes: schemes } }));
    expect(only.security.flatMap((each) => each.schemes.map(({ scheme }) => scheme))).toMatchObject([
      { type: "apiKey", in: "query", parameter: "k", sigv4: false },
      { type: "apiKey", in: "header", parameter: "Authorization", sigv4: true },
      { type: "http", scheme: "bearer" },
      { type: "oauth2" },
    ]);
  });

  it("a name that no scheme has is told", async () => {
    expect(await codesOf(operation({ security: [{ nobody: [] }] }))).toEqual([
      `undefinedSecurityScheme ${at}/security/0/nobody`,
    ]);
  });

  it("a scheme that no operation asks for may be broken", async () => {
    const broken = { components: { securitySchemes: { a: { $ref: "#/nowhere" }, b: { type: "magic" } } } };
    const told = await toldOf(operation({}, broken));
    expect(told.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning unresolvedReference"]);
  });
});
