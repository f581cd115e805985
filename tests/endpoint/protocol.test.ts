import { beforeAll, describe, expect, test } from "vitest";
import { AUTHORIZATION, endpoint, newFamily, raw, send, type Family } from "./language.ts";

const at = endpoint();
let family: Family;
beforeAll(async () => {
  family = await newFamily(at);
});

/** What every answer has, and every refusal. */
const EVERY = { "x-amzn-requestid": expect.stringMatching(/^[0-9a-f-]{36}$/) };
const UUID_LINE = /^x-amzn-requestid: [0-9a-f-]{36}$/im;

const SERIALIZATION = [400, "SerializationException"] as const;
const BAD_REQUEST = [400, "BadRequestException"] as const;
const NO_TOKEN = [403, "MissingAuthenticationTokenException"] as const;
const NOT_FOUND = [404, "NotFoundException"] as const;
const NO_OPERATION = [404, "UnknownOperationException"] as const;
const NO_METHOD = [405, "MethodNotAllowedException"] as const;
const NOT_ACCEPTABLE = [406, "NotAcceptableException"] as const;
const NOT_JSON = [415, "UnsupportedMediaTypeException"] as const;
type Refused = readonly [status: number, type: string];

const refusal = ([status, type]: Refused): object => ({
  status,
  type,
  headers: { ...EVERY, "content-type": "application/json" },
  body: { message: expect.any(String) },
});

describe("a body that cannot be read", () => {
  const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
  const cases: readonly [what: string, body: string | Uint8Array, refused: Refused][] = [
    ["nothing", "", SERIALIZATION],
    ["blanks", "  ", SERIALIZATION],
    ["half an object", '{"routeResponseKey":', SERIALIZATION],
    ["a trailing comma", '{"a":1,}', SERIALIZATION],
    ["single quotes", "{'a':1}", SERIALIZATION],
    ["a comment", "{}//", SERIALIZATION],
    ["two documents", "{}{}", SERIALIZATION],
    ["NaN", '{"a":NaN}', SERIALIZATION],
    ["a leading zero", '{"a":01}', SERIALIZATION],
    ["a control character", '{"a":"\n"}', SERIALIZATION],
    ["a byte order mark", "\ufeff{}", SERIALIZATION],
    ["an array", "[]", SERIALIZATION],
    ["a string", '"{}"', SERIALIZATION],
    ["a number", "1", SERIALIZATION],
    ["true", "true", SERIALIZATION],
    ["null", "null", SERIALIZATION],
    ["UTF-16", Buffer.from('{"a":1}', "utf16le"), SERIALIZATION],
    ["a lone continuation byte", bytes(0x7b, 0x22, 0x80, 0x22, 0x3a, 0x31, 0x7d), SERIALIZATION],
    ["an overlong slash", bytes(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d), SERIALIZATION],
    ["an encoded surrogate", bytes(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d), SERIALIZATION],
    ["a million open arrays", "[".repeat(1_000_000), SERIALIZATION],
    ["a million nested objects", '{"a":'.repeat(1_000_000), SERIALIZATION],
    ["a million nested arrays", "[".repeat(1_000_000) + "]".repeat(1_000_000), SERIALIZATION],
  ];
  test.each(cases)("%s", async (_, body, refused) => {
    expect(await send(at, "PATCH", family.routeResponse, body, { "content-type": "application/json" })).toMatchObject(
      refusal(refused),
    );
  });

  test("but an unknown member may hold anything, a million deep", async () => {
    const deep = `{"x":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`;
    expect((await send(at, "PATCH", family.routeResponse, deep, { "content-type": "application/json" })).status).toBe(
      200,
    );
  });

  test("but of two equal keys the last counts", async () => {
    const twice = '{"modelSelectionExpression":"a","modelSelectionExpression":"b"}';
    const answer = await send(at, "PATCH", family.routeResponse, twice, { "content-type": "application/json" });
    expect(answer.body).toMatchObject({ modelSelectionExpression: "b" });
  });
});

describe("a literal of the wrong kind", () => {
  const update: readonly object[] = [
    { modelSelectionExpression: 1 },
    { modelSelectionExpression: true },
    { modelSelectionExpression: {} },
    { modelSelectionExpression: ["a"] },
    { routeResponseKey: 1 },
    { responseModels: "a" },
    { responseModels: [] },
    { responseModels: { a: null } },
    { responseModels: { a: 1 } },
    { responseModels: { a: { b: "c" } } },
    { responseParameters: true },
    { responseParameters: { a: null } },
    { responseParameters: { a: true } },
    { responseParameters: { a: { required: "true" } } },
    { responseParameters: { a: { required: 1 } } },
    { responseParameters: { a: [] } },
    // The constraint that is broken as well is not what is told.
    { routeResponseKey: "other", responseModels: { a: 1 } },
  ];
  test.each(update.map((body) => JSON.stringify(body)))("PATCH of a route response: %s", async (body) => {
    expect(await send(at, "PATCH", family.routeResponse, JSON.parse(body))).toMatchObject(refusal(SERIALIZATION));
  });

  const creation: readonly object[] = [
    { name: 1 },
    { protocolType: 1 },
    { protocolType: "neither", tags: { a: 1 } },
    { disableSchemaValidation: "false" },
    { disableExecuteApiEndpoint: 0 },
    { corsConfiguration: [] },
    { corsConfiguration: { maxAge: "1" } },
    { corsConfiguration: { maxAge: 1.5 } },
    { corsConfiguration: { allowHeaders: "a" } },
    { corsConfiguration: { allowHeaders: [null] } },
    { corsConfiguration: { allowHeaders: { 0: "a" } } },
    { tags: { a: null } },
  ];
  test.each(creation.map((body) => JSON.stringify(body)))("POST of an api: %s", async (body) => {
    expect(await send(at, "POST", "/v2/apis", JSON.parse(body))).toMatchObject(refusal(SERIALIZATION));
  });
});

describe("a broken constraint", () => {
  const api = { name: "a", protocolType: "HTTP" };
  const cases: readonly [path: string, body: object][] = [
    ["", {}],
    ["", { name: "a" }],
    ["", { ...api, name: null }],
    ["", { ...api, name: "" }],
    ["", { ...api, name: "a".repeat(129) }],
    ["", { ...api, protocolType: "http" }],
    ["", { ...api, ipAddressType: "ipv6" }],
    ["", { ...api, version: "" }],
    ["", { ...api, version: "1".repeat(65) }],
    ["", { ...api, description: "d".repeat(1025) }],
    ["", { ...api, target: "t".repeat(2049) }],
    ["", { ...api, tags: { a: "t".repeat(1601) } }],
    ["", { ...api, corsConfiguration: { maxAge: -2 } }],
    ["", { ...api, corsConfiguration: { maxAge: 86_401 } }],
    ["", { ...api, corsConfiguration: { maxAge: 1e300 } }],
    ["", { ...api, corsConfiguration: { allowMethods: [""] } }],
    ["/routes", {}],
    ["/routes", { routeKey: "" }],
    ["/routes", { routeKey: "a", authorizationType: "" }],
    ["/routes", { routeKey: "a", operationName: "o".repeat(65) }],
    ["/routes", { routeKey: "a", requestModels: { a: "" } }],
    ["/routes", { routeKey: "a", authorizationScopes: [""] }],
    ["/models", { name: "A" }],
    ["/models", { schema: "{}" }],
    ["/models", { name: "A", schema: "{}", contentType: "" }],
    ["/models", { name: "A", schema: "{}", contentType: "c".repeat(257) }],
  ];
  test.each(cases.map(([path, body]) => [path, JSON.stringify(body).slice(0, 100), body] as const))(
    "POST …%s %s",
    async (path, _, body) => {
      expect(await send(at, "POST", path === "" ? "/v2/apis" : family.api + path, body)).toMatchObject(
        refusal(BAD_REQUEST),
      );
    },
  );
});

describe("a request whose header does not fit", () => {
  const cases: readonly [headers: Record<string, string | undefined>, refused: Refused][] = [
    [{ authorization: undefined }, NO_TOKEN],
    [{ authorization: "" }, NO_TOKEN],
    [{ authorization: "Bearer abc" }, NO_TOKEN],
    [{ authorization: "Basic YTpi" }, NO_TOKEN],
    [{ authorization: "AWS4-HMAC-SHA256" }, NO_TOKEN],
    [{ authorization: AUTHORIZATION.replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512") }, NO_TOKEN],
    [{ authorization: AUTHORIZATION.replace("/20260101", "") }, NO_TOKEN],
    [{ authorization: AUTHORIZATION.replace("aws4_request", "aws5_request") }, NO_TOKEN],
    [{ authorization: AUTHORIZATION.replace(/, Signature.*/, "") }, NO_TOKEN],
    [{ authorization: AUTHORIZATION.replace("SignedHeaders=host;x-amz-date, ", "") }, NO_TOKEN],
    [{ "content-type": undefined }, NOT_JSON],
    [{ "content-type": "text/plain" }, NOT_JSON],
    [{ "content-type": "application/jsonx" }, NOT_JSON],
    [{ "content-type": "application/merge-patch+json" }, NOT_JSON],
    [{ "content-type": "application/x-amz-json-1.1" }, NOT_JSON],
    [{ "content-type": ";;;" }, NOT_JSON],
    [{ "content-type": "application/json; charset=utf-16" }, NOT_JSON],
    [{ "content-encoding": "gzip" }, NOT_JSON],
    [{ accept: "text/html" }, NOT_ACCEPTABLE],
    [{ accept: "application/xml, text/*" }, NOT_ACCEPTABLE],
    [{ accept: "application/json;q=0" }, NOT_ACCEPTABLE],
    [{ accept: "application/json;q=0, */*" }, NOT_ACCEPTABLE],
    [{ accept: "*" }, NOT_ACCEPTABLE],
    [{ accept: "*/json" }, NOT_ACCEPTABLE],
    [{ accept: "application/json;q=high" }, NOT_ACCEPTABLE],
    [{ accept: "application/json;q=1.1" }, NOT_ACCEPTABLE],
    [{ accept: ",,," }, NOT_ACCEPTABLE],
    // The earlier of two refusals is told.
    [{ authorization: undefined, accept: "text/html", "content-type": "text/plain" }, NO_TOKEN],
    [{ accept: "text/html", "content-type": "text/plain" }, NOT_ACCEPTABLE],
  ];
  test.each(cases)("%j", async (headers, refused) => {
    expect(
      await send(at, "PATCH", family.routeResponse, "{}", { "content-type": "application/json", ...headers }),
    ).toMatchObject(refusal(refused));
  });

  const fitting: readonly Record<string, string | undefined>[] = [
    { accept: "*/*" },
    { accept: "" },
    { accept: "application/*" },
    { accept: "APPLICATION/JSON" },
    { accept: "text/html, application/json;q=0.1" },
    { accept: "text/html, application/xhtml+xml, */*;q=0.8" },
    { accept: "application/json; charset=utf-8" },
    { "content-type": "application/json; charset=utf-8" },
    { "content-type": 'Application/JSON;Charset="UTF-8"' },
    { "content-type": "application/json;x=y" },
    { "content-encoding": "identity" },
  ];
  test.each(fitting)("but %j does", async (headers) => {
    const answer = await send(at, "PATCH", family.routeResponse, "{}", {
      "content-type": "application/json",
      ...headers,
    });
    expect(answer).toMatchObject({ status: 200, headers: { ...EVERY, "content-type": "application/json" } });
  });
});

describe("a target that is not there", () => {
  const cases: readonly [method: string, target: string, refused: Refused][] = [
    ["GET", "/", NO_OPERATION],
    ["GET", "/v2", NO_OPERATION],
    ["GET", "/v2/apis/", NO_OPERATION],
    ["GET", "/v2/apis//routes", NO_OPERATION],
    ["GET", "//v2/apis", NO_OPERATION],
    ["GET", "/V2/apis", NO_OPERATION],
    ["GET", "/v2%2Fapis", NO_OPERATION],
    ["GET", "/v2/x/../apis", NO_OPERATION],
    ["GET", "/v2/./apis", NO_OPERATION],
    ["GET", "/v2/apis/a/routes/b/routeresponses/c/d", NO_OPERATION],
    ["GET", "/v2/apis/..", NOT_FOUND],
    ["GET", "/v2/apis/%2e%2e", NOT_FOUND],
    ["GET", "/v2/apis/a%2Froutes", NOT_FOUND],
    ["GET", "/v2/apis/%FF", NOT_FOUND],
    ["GET", "/v2/apis/a%b", NOT_FOUND],
    ["GET", "/v2/apis/%00", NOT_FOUND],
    ["GET", "/v2/apis/:apiId", NOT_FOUND],
    ["GET", "/v2/apis/*", NOT_FOUND],
    ["GET", `/v2/apis/${"a".repeat(4_000)}`, NOT_FOUND],
    ["GET", "/v2/apis/nobody", NOT_FOUND],
    ["GET", "/v2/apis/nobody/routes/nobody/routeresponses/nobody", NOT_FOUND],
    ["PUT", "/v2/apis", NO_METHOD],
    ["PATCH", "/v2/apis", NO_METHOD],
    ["DELETE", "/v2/apis", NO_METHOD],
    ["OPTIONS", "/v2/apis", NO_METHOD],
    ["TRACE", "/v2/apis", NO_METHOD],
    ["POST", "/v2/apis/nobody", NO_METHOD],
    ["GET", "/v2/apis/a/routes/b/requestparameters/c", NO_METHOD],
  ];
  test.each(cases)("%s %s", async (method, target, refused) => {
    const answer = await send(at, method, target);
    expect(answer).toMatchObject(refusal(refused));
    expect("allow" in answer.headers).toBe(refused === NO_METHOD);
    expect("resourceType" in answer.body).toBe(refused === NOT_FOUND);
  });

  test("HEAD is no method of the service", async () => {
    expect(await send(at, "HEAD", "/v2/apis")).toMatchObject({
      status: 405,
      headers: { ...EVERY, allow: "GET, POST" },
      body: {},
    });
  });
});

describe("bytes that are hardly a request", () => {
  const head = (line: string, ...headers: string[]): string =>
    [line, "Host: x", `Authorization: ${AUTHORIZATION}`, "Connection: close", ...headers, "", ""].join("\r\n");
  const cases: readonly [what: string, bytes: string, status: number][] = [
    ["no HTTP", "hello\r\n\r\n", 400],
    ["an unknown method", head("FETCH /v2/apis HTTP/1.1"), 400],
    ["a method in lower case", head("get /v2/apis HTTP/1.1"), 400],
    ["an unknown version", head("GET /v2/apis HTTP/9.9"), 400],
    ["no host", `GET /v2/apis HTTP/1.1\r\nAuthorization: ${AUTHORIZATION}\r\nConnection: close\r\n\r\n`, 400],
    ["an impossible host", head("GET /v2/apis HTTP/1.1").replace("Host: x", "Host: a b"), 400],
    ["a target without a slash", head("OPTIONS * HTTP/1.1"), 400],
    ["a blank in the target", head("GET /v2/a pis HTTP/1.1"), 400],
    ["a backslash in the target", head("GET /v2\\apis HTTP/1.1"), 400],
    ["two lengths", head("POST /v2/apis HTTP/1.1", "Content-Length: 1", "Content-Length: 2"), 400],
    ["a length and chunks", head("POST /v2/apis HTTP/1.1", "Content-Length: 1", "Transfer-Encoding: chunked"), 400],
    ["a negative length", head("POST /v2/apis HTTP/1.1", "Content-Length: -1"), 400],
    [
      "a broken chunk",
      `${head("POST /v2/apis HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked")}x\r\n`,
      400,
    ],
    ["a header without a colon", head("GET /v2/apis HTTP/1.1", "nonsense"), 400],
    ["a header of 20 kB", head("GET /v2/apis HTTP/1.1", `X: ${"x".repeat(20_000)}`), 431],
    ["a tunnel", head("CONNECT example.org:443 HTTP/1.1"), 405],
    ["an expectation nobody has, which is ignored", head("GET /v2/apis HTTP/1.1", "Expect: wonders"), 200],
    ["an absolute target, which is a target", head("GET http://x/v2/apis HTTP/1.1"), 200],
    [
      "a length over the limit",
      head("POST /v2/apis HTTP/1.1", "Content-Type: application/json", "Content-Length: 99999999"),
      413,
    ],
  ];
  test.each(cases)("%s", async (_, bytes, status) => {
    const answer = await raw(at, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(UUID_LINE);
    expect(/^x-amzn-errortype: \w+Exception$/im.test(answer)).toBe(status >= 400);
  });

  test("chunks without end are cut off at the limit", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const bytes =
      head("POST /v2/apis HTTP/1.1", "Content-Type: application/json", "Transfer-Encoding: chunked") +
      chunk.repeat(170);
    expect(await raw(at, bytes)).toMatch(/^HTTP\/1.1 413 [^]*x-amzn-errortype: RequestEntityTooLargeException/i);
  });

  test("none of them keeps the next request from its answer", async () => {
    expect(await send(at, "GET", family.routeResponse)).toMatchObject({ status: 200, headers: EVERY });
  });
});
