import { afterEach, describe, expect, test } from "vitest";
import { clientCredentials, clientOf } from "../../../harness/credentials/oauth2.ts";
import type { Read } from "../../../harness/credentials/source.ts";
import { serve, type Served } from "./language.ts";

let server: Served | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const seen: string[] = [];

/** What becomes of a token endpoint's answer. */
async function token(status: number, answer: string, secret = "s3cr et:/"): Promise<Read> {
  server = await serve((request, body, response) => {
    seen.push([request.method, request.headers.authorization, request.headers["content-type"], body].join(" "));
    response.writeHead(status, { "content-type": "application/json" }).end(answer);
  });
  return clientCredentials({ id: "app", secret, tokenUrl: `${server.url}/token` }).read();
}
const reason = (read: Read): string =>
  read.outcome === "failed" ? read.reason.replace(/http[^\s,]+/, "URL") : read.text;

test("a client says who it is by Basic, form-encoded, and asks for the grant (RFC 6749, section 2.3.1)", async () => {
  await token(200, '{"access_token":"t"}');
  const basic = Buffer.from("app:s3cr+et%3A%2F").toString("base64");
  expect(seen.at(-1)).toBe(`POST Basic ${basic} application/x-www-form-urlencoded grant_type=client_credentials`);
});

test("a token comes with its lifetime, as a number or as its text", async () => {
  expect(await token(200, '{"access_token":"t","expires_in":60}')).toEqual({ outcome: "read", text: "t", seconds: 60 });
  expect(await token(200, '{"access_token":"t","expires_in":"60"}')).toMatchObject({ seconds: 60 });
  expect(await token(200, '{"access_token":"t"}')).toEqual({ outcome: "read", text: "t" });
});

test.each([
  [401, '{"error":"invalid_client","error_description":"s3cr et:/"}', "status 401 invalid_client"],
  [200, "{}", "status 200 without an access_token"],
  [200, "<html>", "status 200 without an access_token"],
  [302, "", "status 302 without an access_token"],
])("%i %s is no token: %s", async (status, answer, wanted) => {
  expect(reason(await token(status, answer))).toBe(`Expected an access token from URL, but ${wanted} came.`);
});

test("an endpoint that nobody serves is told", async () => {
  const read = await clientCredentials({ id: "a", secret: "b", tokenUrl: "http://127.0.0.1:1/" }).read();
  expect(reason(read)).toMatch(/^Expected an access token from URL, but .*ECONNREFUSED/);
});

describe("a client as text", () => {
  const cases: readonly [text: string, wanted: readonly string[] | undefined][] = [
    ["id:secret@https://host/token", ["id", "secret", "https://host/token"]],
    ["id:a:b@c@https://host/token", ["id", "a:b@c", "https://host/token"]],
    ["id:@https://host/", ["id", "", "https://host/"]],
    ["id@https://host/", undefined],
    ["id:secret", undefined],
    ["id:secret@host", undefined],
    ["id:secret@https://", undefined],
  ];
  test.each(cases)("%s", (text, wanted) => {
    const client = clientOf(text);
    expect(client && [client.id, client.secret, client.tokenUrl]).toEqual(wanted);
  });
});
