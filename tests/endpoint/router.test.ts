import { describe, expect, test } from "vitest";
import { endpoint, send } from "./language.ts";
import { NOT_FOUND, NO_OPERATION, NO_METHOD, EVERY, refusal, type Refused } from "./refused.ts";

const at = endpoint();

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
