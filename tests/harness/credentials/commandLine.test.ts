import { describe, expect, test } from "vitest";
import { AUTH_OPTIONS, credentialsOf } from "../../../cli/auth.ts";
import { guardFor } from "../../../cli/hosts.ts";
import { readArguments, UsageError } from "../../../cli/usage.ts";
import type { Target } from "../../../harness/targets/target.ts";
import { documentWith, serve, type Security } from "./language.ts";

const AWS = { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu-west-1" };

interface Setting {
  readonly security?: Security;
  readonly environment?: Readonly<Record<string, string>>;
  readonly url?: string;
}

/** What a request is sent with after these words of the command line; the message where they are no good. */
async function sent(words: readonly string[], { security = [{ token: [] }], environment = {}, url }: Setting = {}) {
  const model = await documentWith(security);
  const [operation] = model.operations;
  if (operation === undefined) throw new Error("no operation");
  try {
    const { values } = readArguments(words, AUTH_OPTIONS);
    const credentials = credentialsOf(values, model, url ?? "http://127.0.0.1:1", environment);
    const request = { method: "GET", target: "/pets", headers: [] };
    const applied = await credentials.apply(operation, request, credentials.given ? "given" : "placeholder");
    if (applied.outcome === "failed") return applied.reason;
    return applied.request.headers.map((line) => line.join(": ")).join(" | ");
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe("--auth brings", () => {
  const cases: readonly [words: string, wanted: string, setting?: Setting][] = [
    ["bearer=abc", "authorization: Bearer abc"],
    ["token:bearer=abc", "authorization: Bearer abc"],
    ["bearer=a=b", "authorization: Bearer a=b"],
    ["bearer=env:TOKEN", "authorization: Bearer abc", { environment: { TOKEN: "abc" } }],
    ["bearer=cmd:printf abc", "authorization: Bearer abc"],
    ["bearer=cmd:echo abc | tr a-c A-C", "authorization: Bearer ABC"],
    ["basic=ada:pa:ss", `authorization: Basic ${btoa("ada:pa:ss")}`, { security: [{ basic: [] }] }],
    ["apiKey=abc", "x-api-key: abc", { security: [{ key: [] }] }],
    ["digest:apiKey=abc", "authorization: Digest abc", { security: [{ digest: [] }] }],
  ];
  test.each(cases)("%s", async (words, wanted, setting) => {
    expect(await sent(["--auth", words], setting)).toBe(wanted);
  });

  test("a signature for the region and service that are named, else for those of the environment and an AWS host", async () => {
    const setting = { security: [{ aws: [] }], environment: AWS } as const;
    const scope = async (words: string, url?: string): Promise<string> =>
      (await sent(["--auth", words], { ...setting, ...(url !== undefined && { url }) })).replace(
        /.*Credential=|, Sig.*/g,
        "",
      );
    expect(await scope("sigv4=us-east-1/execute-api")).toMatch(/^AKID\/\d{8}\/us-east-1\/execute-api\/aws4_request/);
    expect(await scope("sigv4", "https://x.execute-api.us-west-2.amazonaws.com")).toMatch(/\/eu-west-1\/execute-api\//);
    expect(await scope("sigv4")).toBe(
      "Expected a region and a service to sign for, but the host names none: give --auth sigv4=<region>/<service>.",
    );
  });

  test("tokens of a client, from its own endpoint", async () => {
    const server = await serve((_request, _body, response) => void response.end('{"access_token":"fetched"}'));
    for (const [words, environment] of [
      [`id:secret@${server.url}/token`, {}],
      ["env:CLIENT", { CLIENT: `id:secret@${server.url}/token` }],
      [`cmd:echo id:secret@${server.url}/token`, {}],
    ] as const) {
      const security: Security = [{ openId: [] }];
      const lines = await sent(["--auth", `oauth2-client-credentials=${words}`], { environment, security });
      expect(lines).toBe("authorization: Bearer fetched");
    }
    await server.close();
  });

  const wrong: readonly [words: string, message: string][] = [
    [
      "hush",
      "Expected --auth [<scheme>:]<kind>=<value>, with a kind of basic, bearer, apiKey, oauth2-client-credentials, sigv4.",
    ],
    [
      "Bearer=hush",
      "Expected --auth [<scheme>:]<kind>=<value>, with a kind of basic, bearer, apiKey, oauth2-client-credentials, sigv4.",
    ],
    ["bearer=", "Expected a value after --auth bearer=, but nothing came."],
    ["bearer=env:NONE", "Expected a value in the environment variable NONE, but it has none."],
    ["basic=hush", "Expected --auth basic=<user>:<password>, but there is no colon."],
    [
      "basic=user:hush",
      "--auth basic=… suits no security scheme of the document; the operations ask for: token. Name the one that it is for: --auth <scheme>:basic=….",
    ],
    [
      "tokn:bearer=hush",
      `Expected a security scheme of the document before --auth's kind, but "tokn" is none; the operations ask for: token.`,
    ],
    [
      "oauth2-client-credentials=hush",
      "Expected <id>:<secret>@<token-url> for oauth2-client-credentials, but something else came.",
    ],
    ["sigv4=hush", "Expected --auth sigv4=<region>/<service>, such as sigv4=us-east-1/execute-api."],
    ["bearer=cmd:echo hush; exit 3", 'Expected a credential from the command "echo …", but it ended with 3.'],
    ["bearer=cmd:true", 'Expected a credential from the command "true …", but it printed nothing.'],
  ];
  test.each(wrong)("no good with %s, and no message repeats a value", async (words, message) => {
    expect(await sent(["--auth", words])).toBe(message);
    expect(message).not.toContain("hush");
  });
});

describe("--header brings", () => {
  test.each([
    ["X-Tenant: 5", "x-tenant: 5 | authorization: Bearer placeholder"],
    ["X-Empty:", "x-empty:  | authorization: Bearer placeholder"],
    ["Authorization: Bearer mine", "authorization: Bearer mine"],
    ["no colon", 'Expected "Name: value" after --header, on one line.'],
    ["two words: 5", 'Expected "Name: value" after --header, on one line.'],
    ["X: a\r\nY: b", 'Expected "Name: value" after --header, on one line.'],
  ])("%j: %s", async (line, wanted) => {
    expect(await sent(["--header", line])).toBe(wanted);
  });
});

describe("a run against another machine", () => {
  const target: Target = {
    name: "t",
    baseUrl: "https://api.example",
    send: () =>
      Promise.resolve({ outcome: "answered", response: { status: 200, headers: [], body: new Uint8Array() }, ms: 1 }),
    close: () => Promise.resolve(),
  };

  /** What becomes of a GET and of a DELETE; the message where the run is refused. */
  async function guarded(
    url: string | undefined,
    methods: readonly string[],
    ...allowed: readonly string[]
  ): Promise<string> {
    const { operations } = await documentWith([]);
    try {
      const guard = guardFor(
        url,
        operations.filter(({ method }) => methods.includes(method)),
        allowed,
      );
      const outcomes = ["GET", "DELETE"].map(async (method) => {
        const answer = await guard(target).send({ method, target: "/", headers: [] }, { deadline: 1 });
        return answer.outcome === "unsendable" ? answer.reason : answer.outcome;
      });
      return (await Promise.all(outcomes)).join(" | ");
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  }
  const REFUSAL =
    "api.example:8443 is not this machine, and add (POST) can change or delete what it holds. Give --allow-host api.example:8443 if that is wanted, or --include only operations that read.";
  const FREE = "answered | answered";
  const READING = "answered | DELETE may change what api.example:8443 holds: --allow-host api.example:8443 allows it";
  const remote = "https://api.example:8443/v1";

  const cases: readonly [
    rule: string,
    wanted: string,
    url: string | undefined,
    methods: readonly string[],
    ...allowed: string[],
  ][] = [
    ["is refused where it is to change something", REFUSAL, remote, ["GET", "POST"]],
    ["is refused where another host was allowed", REFUSAL, remote, ["POST"], "example"],
    ["is allowed by the host's name", FREE, remote, ["POST"], "API.example"],
    ["is allowed by name and port", FREE, remote, ["POST"], "other", "api.example:8443"],
    ["sends nothing that may change what it holds, where it is to read", READING, remote, ["GET"]],
    ["is no run against localhost", FREE, "http://localhost:80", ["POST"]],
    ["is no run against a name below localhost", FREE, "http://api.localhost", ["POST"]],
    ["is no run against 127.1", FREE, "http://127.1:8080", ["POST"]],
    ["is no run against ::1", FREE, "http://[::1]:8080", ["POST"]],
    ["is no run against the mock", FREE, undefined, ["POST"]],
  ];
  test.each(cases)("%s", async (_, wanted, url, methods, ...allowed) => {
    expect(await guarded(url, methods, ...allowed)).toBe(wanted);
  });
  test.each([
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://10.0.0.1",
    "http://[::2]",
    "http://1.127.0.0.1.nip.io",
  ])("is one against %s", async (url) => {
    expect(await guarded(url, ["POST"])).toMatch(/ is not this machine, /);
  });
});
