import { beforeAll, describe, expect, test } from "vitest";
import { AUTHORIZATION, endpoint, send, newFamily, type Family } from "./language.ts";
import { NO_TOKEN, NOT_ACCEPTABLE, NOT_JSON, EVERY, refusal, type Refused } from "./refused.ts";

const at = endpoint();
let family: Family;
beforeAll(async () => {
  family = await newFamily(at);
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
