import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { updateRouteResponse, UpdateRouteResponse } from "../../generated/apigatewayv2/index.ts";
import { send } from "../../runtime/index.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import {
  addPet,
  alert1,
  delete_,
  getPet,
  GetPet,
  HeadPet,
  headPet,
  listPets,
  ListPets,
  putPetsId,
} from "./features/index.ts";

const json = "application/json";

/** Answers each request with itself, or with what the test says. */
let answer: { status: number; type?: string; body: string; headers?: Record<string, string> } | undefined;
const seen = async (request: IncomingMessage) => ({
  method: request.method,
  target: request.url,
  type: request.headers["content-type"],
  body: await text(request),
});
const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const content = await seen(request);
  const { status, type, body, headers } = answer ?? { status: 200, type: json, body: JSON.stringify(content) };
  response.writeHead(status, { ...(type === undefined ? {} : { "content-type": type }), ...headers });
  response.end(body);
};
const server = createServer((request, response) => void respond(request, response));
let url = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

const arrived = async (request: WireRequest, base = url): Promise<unknown> => {
  answer = undefined;
  return JSON.parse(new TextDecoder().decode((await send(base, request)).body));
};
const ids = { apiId: "a/b ü?", routeId: "%2F", routeResponseId: "x'(*)" };
const path = "/v2/apis/a%2Fb%20%C3%BC%3F/routes/%252F/routeresponses/x%27%28%2A%29";

describe("a builder's request arrives as it was built", () => {
  it("updateRouteResponse: path parameters encoded, body as JSON", async () => {
    const request = updateRouteResponse({ ...ids, body: { responseModels: { $default: "Empty" } } });
    const body = '{"responseModels":{"$default":"Empty"}}';
    expect(request).toEqual({ method: "PATCH", target: path, headers: [["content-type", "application/json"]], body });
    expect(await arrived(request)).toEqual({ method: "PATCH", target: path, type: "application/json", body });
  });

  it("below a base path", async () => {
    expect(await arrived(delete_({ id: 1 }), `${url}/base/`)).toMatchObject({
      target: "/base/pets/1",
      method: "DELETE",
    });
  });

  test.each<[string, WireRequest, object]>([
    [
      "every style of query",
      listPets({
        "X-Trace": "t",
        limit: 0,
        tags: ["a", "b&c"],
        sort: ["name", "age"],
        filter: { age: 1 },
        where: { a: [1] },
        path: "/a?b",
      }),
      {
        target:
          "/pets?limit=0&tags=a&tags=b%26c&sort=name,age&filter%5Bage%5D=1&where=%7B%22a%22%3A%5B1%5D%7D&path=/a?b",
      },
    ],
    ["nothing of what is left out", listPets({ "X-Trace": "t" }), { target: "/pets" }],
    ["one name in two places", getPet({ path: { id: 7 }, query: { id: "q" } }), { target: "/pets/7?id=q" }],
    [
      "segments of several parts",
      alert1({ name: "a", extension: "b", point: [1, 2], keys: { x: "y" }, $: "$" }),
      { target: "/files/a.b/.1,2/;x=y/literal%20%24" },
    ],
    [
      "a parameter called __proto__",
      alert1({ name: "a", extension: "b", point: [1], keys: { x: "y" }, $: "", ["__proto__"]: "p" }),
      { target: "/files/a.b/.1/;x=y/literal%20?__proto__=p" },
    ],
    ["an optional body", addPet(), { body: "" }],
    ["JSON", addPet({ body: { name: "Rex", age: 1 } }), { type: "application/json", body: '{"name":"Rex","age":1}' }],
    [
      "a form",
      addPet({ contentType: "application/x-www-form-urlencoded", body: { name: "R x", tags: ["a", "b"] } }),
      { type: "application/x-www-form-urlencoded", body: "name=R%20x&tags=a%7Cb" },
    ],
    ["text", addPet({ contentType: "text/plain", body: "Rex" }), { type: "text/plain", body: "Rex" }],
    ["bytes", putPetsId({ id: 1, body: new Uint8Array([80, 78, 71]) }), { type: "image/png", body: "PNG" }],
  ])("%s", async (_what, request, want) => {
    expect(await arrived(request)).toMatchObject(want);
  });

  it("a multipart form, its photo of the documented type", () => {
    const { headers, body } = addPet({
      contentType: "multipart/form-data",
      body: { name: "Rex", photo: new Uint8Array([1]) },
    });
    expect(headers).toEqual([["content-type", "multipart/form-data; boundary=part-boundary-0"]]);
    expect(new TextDecoder().decode(Buffer.from(body ?? ""))).toContain(
      'name="photo"\r\nContent-Type: image/png\r\n\r\n\u0001\r\n',
    );
  });

  it("header and cookie parameters are lines of their own", () => {
    const { headers } = listPets({ "X-Trace": "t", "x-list": [1, 2], session: "a b", flags: ["x", "y"] });
    expect(headers).toEqual([
      ["X-Trace", "t"],
      ["x-list", "1,2"],
      ["cookie", "session=a%20b; flags=x,y"],
    ]);
  });
});

describe("a path parameter that would lead elsewhere is refused", () => {
  test.each(["", ".", ".."])("%j", (apiId) => {
    expect(() => updateRouteResponse({ ...ids, apiId, body: {} })).toThrow(/apiId/);
  });

  it("also where several make one segment", () => {
    expect(() => alert1({ name: "", extension: "", point: [1], keys: { x: "y" }, $: "" })).toThrow(/name, extension/);
  });
});

const answered = async <Answer>(
  decode: (response: Awaited<ReturnType<typeof send>>) => Answer,
  given: NonNullable<typeof answer>,
): Promise<Answer> => {
  answer = given;
  return decode(await send(url, delete_({ id: 1 })));
};

describe("an answer comes out as the arm that is documented", () => {
  it("by its status", async () => {
    expect(
      await answered(UpdateRouteResponse.decode, { status: 404, type: json, body: '{"message":"m"}' }),
    ).toMatchObject({ case: 404, body: { message: "m" } });
  });

  test.each([
    [
      "a status range",
      { status: 418, type: "application/problem+json", body: '{"title":"t"}' },
      { case: "4XX", body: { title: "t" } },
    ],
    ["the default", { status: 500, type: "text/html", body: "<p>" }, { case: "default", body: undefined }],
    [
      "another media type",
      { status: 200, type: "text/csv; charset=utf-8", body: "a,b" },
      { case: 200, contentType: "text/csv", body: "a,b" },
    ],
    [
      "headers",
      { status: 200, type: json, body: "[]", headers: { "x-total": "3" } },
      { case: 200, body: [], headers: { "X-Total": 3 } },
    ],
    [
      "a media type in capitals",
      { status: 200, type: "Application/JSON", body: "[]" },
      { case: 200, contentType: json },
    ],
    [
      "an undocumented media type",
      { status: 200, type: "text/html", body: "<p>" },
      { case: "undocumented", unexpected: "contentType" },
    ],
    ["no media type", { status: 200, body: "[]" }, { case: "undocumented", unexpected: "contentType" }],
    [
      "JSON that is none",
      { status: 200, type: json, body: "{" },
      { case: "undocumented", unexpected: "body", response: { status: 200 } },
    ],
  ])("%s", async (_what, given, want) => {
    expect(await answered(ListPets.decode, given)).toMatchObject(want);
  });

  it("an undocumented status is an arm too", async () => {
    expect(await answered(GetPet.decode, { status: 302, body: "" })).toMatchObject({
      case: "undocumented",
      unexpected: "status",
    });
  });

  it("HEAD has no body to read", async () => {
    answer = { status: 200, type: json, body: "" };
    expect(HeadPet.decode(await send(url, headPet({ id: 1 })))).toMatchObject({ case: 200, body: undefined });
  });
});
