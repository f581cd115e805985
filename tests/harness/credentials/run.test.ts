import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { Choice } from "../../../harness/credentials/choice.ts";
import { credentials, type Credentials } from "../../../harness/credentials/credentials.ts";
import { fixed, held, type Source } from "../../../harness/credentials/source.ts";
import type { Model } from "../../../model/index.ts";
import { documentWith, eventsOf, findingsIn, serve, type Security, type Served } from "./language.ts";

const servers: Served[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that serves whom it lets in; what it says to them. */
async function serving(
  admits: (authorization: string | undefined, line: string) => boolean,
  says: (whole: string) => string = () => "",
): Promise<Served> {
  const server = await serve((request, body, response) => {
    const whole = [request.method, request.url, request.rawHeaders.join("\n"), body].join("\n");
    const { authorization } = request.headers;
    response.writeHead(admits(authorization, request.url ?? "") ? 200 : 401).end(says(whole));
  });
  servers.push(server);
  return server;
}

const given = (model: Model, baseUrl: string, ...choices: readonly Choice[]): Credentials =>
  credentials({ operations: model.operations, choices, headers: [], baseUrl });
const bearer = (text: string, scheme = "token"): Choice => ({ kind: "bearer", scheme, held: held(fixed(text)) });
const TOKEN: Security = [{ token: [] }];

describe("ignoredAuth", () => {
  const findings = async (admits: Parameters<typeof serving>[0], ...choices: readonly Choice[]) => {
    const model = await documentWith(TOKEN, [{ partner: [] }]);
    const { url } = await serving(admits);
    return findingsIn(
      await eventsOf(model, url, choices.length > 0 ? given(model, url, ...choices) : undefined),
    ).filter((found) => found.startsWith("list ignoredAuth"));
  };
  const told = (fault: string): string => `list ignoredAuth: status 200 for a request with ${fault}`;

  test("is silent where only good credentials open", async () => {
    expect(await findings((line) => line === "Bearer good", bearer("good"), bearer("partner", "partner"))).toEqual([]);
  });
  test("is silent on a server that takes every credential of the right form, where none were given", async () => {
    expect(await findings((line) => /^Bearer ./.test(line ?? ""))).toEqual([]);
  });
  test("tells of a server that looks at nothing", async () => {
    expect(await findings(() => true)).toEqual([told("missingCredentials"), told("malformedCredentials")]);
  });
  test("tells of a server that looks only whether something is there", async () => {
    expect(await findings((line) => line !== undefined)).toEqual([told("malformedCredentials")]);
  });
  test("tells of a server that looks only at the form, where good ones were given", async () => {
    expect(await findings((line) => /^Bearer ./.test(line ?? ""), bearer("good"))).toEqual([told("wrongCredentials")]);
  });
  test("tells of a server that does not look at a token's signature", async () => {
    expect(await findings((line) => line?.startsWith("Bearer eyJh.eyJz.") === true, bearer("eyJh.eyJz.c2ln"))).toEqual([
      told("wrongCredentials"),
    ]);
  });
  test("leaves open whether another scheme's credentials of the same form may open", async () => {
    const both = (line: string | undefined): boolean => line === "Bearer good" || line === "Bearer partner";
    expect(await findings(both, bearer("good"), bearer("partner", "partner"))).toEqual([]);
  });
});

test("a run sends every way to be bad, and says which", async () => {
  const model = await documentWith(TOKEN, [{ partner: [] }]);
  const { url } = await serving((line) => line === "Bearer good");
  const events = await eventsOf(model, url, given(model, url, bearer("good"), bearer("partner", "partner")));
  const ways = events.flatMap((event) =>
    event.type === "exchange" && event.operation === "list"
      ? [`${event.credentials} ${event.violation?.name.replace(/.*(?<!Credentials)$/, "") ?? ""}`.trim()]
      : [],
  );
  expect([...new Set(ways)].toSorted()).toEqual([
    "given",
    "malformed malformedCredentials",
    "none missingCredentials",
    "swapped swappedCredentials",
    "wrong wrongCredentials",
  ]);
});

test("one defect is told once: negativeDataRejection leaves credentials to ignoredAuth", async () => {
  const { url } = await serving(() => true);
  const told = findingsIn(await eventsOf(await documentWith(TOKEN), url)).filter((found) =>
    found.includes("Credentials"),
  );
  expect(told.filter((found) => !found.includes(" ignoredAuth: "))).toEqual([]);
});

describe("credentials that run out", () => {
  /** `text`, and from the second reading on `next`. */
  const changing = (text: string, next: string): Source => {
    let isFirst = true;
    return {
      secrets: [],
      read: () => {
        const read = { outcome: "read", text: isFirst ? text : next, ...(isFirst && { seconds: 0 }) } as const;
        isFirst = false;
        return Promise.resolve(read);
      },
    };
  };

  test("are fetched again, and no 401 is seen", async () => {
    const model = await documentWith(TOKEN);
    const { url } = await serving((line) => line === "Bearer old" || line === "Bearer new");
    const events = await eventsOf(
      model,
      url,
      given(model, url, { kind: "bearer", held: held(changing("old", "new")) }),
    );
    const refused = events.filter(
      (event) => event.type === "exchange" && event.credentials === "given" && event.response?.status === 401,
    );
    expect(refused).toEqual([]);
  });

  test("and cannot be had end the run, with the reason", async () => {
    const model = await documentWith(TOKEN);
    const { url } = await serving(() => true);
    const failing: Source = { secrets: [], read: () => Promise.resolve({ outcome: "failed", reason: "no key" }) };
    const events = await eventsOf(model, url, given(model, url, { kind: "bearer", held: held(failing) }));
    expect(events.at(-1)).toMatchObject({ type: "end", outcome: "unreachable", reason: "No credentials: no key" });
    expect(events.filter(({ type }) => type === "exchange")).toEqual([]);
  });
});

describe("no event of a run holds a secret", () => {
  const secret = fc
    .string({ minLength: 8, maxLength: 24, unit: "grapheme-ascii" })
    .filter((text) => text.trim() === text && new Set(text).size > 3);
  const around = (log: string, text: string): string => {
    const at = log.indexOf(text);
    return at < 0 ? "" : `${text} in …${log.slice(Math.max(0, at - 200), at + 200)}…`;
  };
  const echoes: readonly ((whole: string) => string)[] = [
    (whole) => whole,
    (whole) => JSON.stringify({ echo: whole }),
    (whole) => encodeURIComponent(whole),
    (whole) => new URLSearchParams({ whole }).toString(),
    (whole) => Buffer.from(whole).toString("base64"),
    (whole) => Buffer.from(`x${whole}`).toString("base64url"),
    (whole) => `<pre>${whole.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>`,
  ];
  const kinds: readonly [name: string, security: Security, choice: (text: string) => Choice][] = [
    ["bearer", TOKEN, bearer],
    ["key in a header", [{ key: [] }], (text) => ({ kind: "apiKey", held: held(fixed(text)) })],
    ["key in the query", [{ query: [] }], (text) => ({ kind: "apiKey", held: held(fixed(text)) })],
    ["password", [{ basic: [] }], (text) => ({ kind: "basic", held: held(fixed(`ada:${text}`)) })],
  ];

  describe.each(kinds)("%s", (_, security, choice) => {
    test("whatever the target makes of it", async () => {
      const model = await documentWith(security);
      let echo = echoes[0] ?? String;
      const { url } = await serving(
        () => true,
        (whole) => echo(whole),
      );
      const holds = async (text: string, used: (whole: string) => string): Promise<void> => {
        echo = used;
        const events = await eventsOf(model, url, given(model, url, choice(text)));
        const log = events.map((event) => JSON.stringify(event)).join("\n");
        expect(events.some(({ type }) => type === "finding")).toBe(true);
        for (const spelling of [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), btoa(text)])
          expect(around(log, spelling)).toBe("");
      };
      await fc.assert(fc.asyncProperty(secret, fc.constantFrom(...echoes), holds), { numRuns: 4 });
    });
  });
});

test("placeholders are no secrets: they stay", async () => {
  const { url } = await serving(
    () => false,
    (whole) => whole,
  );
  const events = await eventsOf(await documentWith(TOKEN), url);
  expect(JSON.stringify(events)).toContain("Bearer placeholder");
});
