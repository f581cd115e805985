import { describe, expect, it, test } from "vitest";
import { type Fetch, readAnswer, readBytes, readJson, readText, send } from "../../runtime/index.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";

const request = (target: string, rest: Partial<WireRequest> = {}): WireRequest => ({
  method: "GET",
  target,
  headers: [],
  ...rest,
});
const echo: Fetch = async (url, init) =>
  new Response(JSON.stringify([url, init.method, init.headers, init.body, init.redirect]));
const sent = async (base: string, wanted: WireRequest): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode((await send(base, wanted, echo)).body));

describe("send hands over what the request says and nothing else", () => {
  test.each([
    ["http://a", "/b", "http://a/b"],
    ["http://a/", "/b?c=d", "http://a/b?c=d"],
    ["http://a/v1", "/b", "http://a/v1/b"],
    ["http://a/v1/?ignored", "/%2E%2Fb/%25", "http://a/v1/%2E%2Fb/%25"],
  ])("below %s %s is %s", async (base, target, url) => {
    expect(await sent(base, request(target))).toEqual([url, "GET", [], null, "manual"]);
  });

  it("method, header lines and body", async () => {
    const wanted = request("/", {
      method: "PUT",
      headers: [
        ["A", "1"],
        ["a", "2"],
      ],
      body: "b",
    });
    expect(await sent("http://a", wanted)).toEqual([
      "http://a/",
      "PUT",
      [
        ["A", "1"],
        ["a", "2"],
      ],
      "b",
      "manual",
    ]);
  });

  test.each(["/a/../b", "/a/./b", "/%2e%2e/b", "/a\\b", "/a b", "/a#b"])(
    "%s is refused, as fetch would send another",
    async (target) => {
      await expect(send("http://a", request(target), echo)).rejects.toThrow(/fetch cannot send/);
    },
  );

  it("every line of an answer's headers is kept", async () => {
    const headers = new Headers([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["x", "y"],
    ]);
    const answer = await send("http://a", request("/"), async () => new Response(null, { status: 204, headers }));
    expect(answer).toEqual({
      status: 204,
      headers: [
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["x", "y"],
      ],
      body: new Uint8Array(),
    });
  });
});

type Arm = { readonly case: 200 | "2XX" | "default"; readonly body: unknown };
const documented = {
  200: {
    content: { "text/*": readText, "*/*": readBytes, "Application/JSON": readJson },
    headers: { "X-Count": Number },
  },
  "2XX": {},
  default: { content: { "application/json": readJson, "application/*+json": readJson, "application/*": readText } },
};
const response = (status: number, type: string, body = "1"): WireResponse => ({
  status,
  headers: [["Content-Type", type]],
  body: new TextEncoder().encode(body),
});
const read = (given: WireResponse) => readAnswer<Arm>(given, documented);

describe("an answer is read by the most specific thing that is documented", () => {
  test.each([
    [200, "application/json", { case: 200, contentType: "Application/JSON", body: 1 }],
    [200, "application/json;charset=x", { case: 200, body: 1 }],
    [200, "text/plain", { case: 200, contentType: "text/*", body: "1" }],
    [200, "image/png", { case: 200, contentType: "*/*", body: new Uint8Array([49]) }],
    [201, "image/png", { case: "2XX", body: undefined }],
    [404, "application/json", { case: "default", body: 1 }],
    [404, "application/problem+json", { case: "default", contentType: "application/*+json", body: 1 }],
    [404, "application/vnd.a+b+json", { case: "default", contentType: "application/*+json", body: 1 }],
    [404, "application/soap+xml", { case: "default", contentType: "application/*", body: "1" }],
    [404, "text/plain", { case: "undocumented", unexpected: "contentType" }],
  ])("%i %s", (status, type, want) => {
    expect(read(response(status, type))).toMatchObject(want);
  });

  test.each([
    ["not JSON", "{"],
    ["nothing", ""],
  ])("%s is no JSON body, and no exception", (_what, body) => {
    expect(read(response(404, "application/json", body))).toMatchObject({ case: "undocumented", unexpected: "body" });
  });

  it("bytes that are no UTF-8 are no text", () => {
    expect(read({ ...response(200, "text/plain"), body: new Uint8Array([255]) })).toMatchObject({ unexpected: "body" });
  });

  it("a status without any rule is undocumented, with the answer as it came", () => {
    const given = response(404, "text/plain");
    expect(readAnswer(given, {})).toEqual({ case: "undocumented", unexpected: "status", response: given });
  });
});
