import { describe, expect, test } from "vitest";
import { signed, type Signer } from "../../../harness/credentials/sigv4.ts";
import type { HeaderLine } from "../../../runtime/wire.ts";

/** The signer, date and host of AWS's published test suite of Signature Version 4. */
const SIGNER: Signer = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
  service: "service",
};
const HOST = "example.amazonaws.com";
const DATE = new Date(Date.UTC(2015, 7, 30, 12, 36, 0));

interface Vector {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: readonly HeaderLine[];
  readonly body?: string;
}

const sign = ({ method = "GET", target = "/", headers = [], body }: Vector, signer = SIGNER, host = HOST) =>
  signed({ method, target, headers, ...(body !== undefined && { body }) }, host, signer, DATE);
const line = (name: string, request: ReturnType<typeof sign>): string | undefined =>
  request.headers.find(([given]) => given === name)?.[1];
const authorization = (vector: Vector, signer = SIGNER, host = HOST): string =>
  line("authorization", sign(vector, signer, host)) ?? "";
const signature = (...args: Parameters<typeof authorization>): string =>
  authorization(...args).split("Signature=")[1] ?? "";

const UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
const mine = (...values: readonly string[]): readonly HeaderLine[] => values.map((value) => ["My-Header1", value]);

describe("the signature is the one that AWS has published for", () => {
  const vectors: readonly [name: string, vector: Vector, signedHeaders: string, signature: string][] = [
    ["get-vanilla", {}, "host;x-amz-date", VANILLA],
    [
      "get-unreserved",
      { target: `/${UNRESERVED}` },
      "host;x-amz-date",
      "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    ],
    [
      "get-slashes",
      { target: "//example//" },
      "host;x-amz-date",
      "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    ],
    [
      "get-vanilla-query-order-key-case",
      { target: "/?Param2=value2&Param1=value1" },
      "host;x-amz-date",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
    [
      "get-vanilla-query-order-value",
      { target: "/?Param1=value2&Param1=value1" },
      "host;x-amz-date",
      "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
    ],
    [
      "get-vanilla-utf8-query",
      { target: "/?ሴ=bar" },
      "host;x-amz-date",
      "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    ],
    [
      "get-header-value-order",
      { headers: mine("value4", "value1", "value3", "value2") },
      "host;my-header1;x-amz-date",
      "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
    ],
    [
      "get-header-key-duplicate",
      { headers: mine("value2", "value2", "value1") },
      "host;my-header1;x-amz-date",
      "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
    ],
    [
      "get-header-value-trim",
      { headers: [...mine(" value1"), ["My-Header2", ' "a   b   c"']] },
      "host;my-header1;my-header2;x-amz-date",
      "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ],
    [
      "post-x-www-form-urlencoded",
      { method: "POST", headers: [["Content-Type", "application/x-www-form-urlencoded"]], body: "Param1=value1" },
      "content-type;host;x-amz-date",
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ],
  ];
  test.each(vectors)("%s", (_, vector, signedHeaders, wanted) => {
    expect(authorization(vector)).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${signedHeaders}, Signature=${wanted}`,
    );
  });

  test("post-sts-header-before: a session's token is sent and signed", () => {
    const sessionToken = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
    const request = sign({}, { ...SIGNER, sessionToken });
    expect(line("x-amz-security-token", request)).toBe(sessionToken);
    expect(line("authorization", request)).toMatch(
      /SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8$/,
    );
  });

  test("the worked ListUsers request of its documentation", () => {
    const headers: readonly HeaderLine[] = [["content-type", "application/x-www-form-urlencoded; charset=utf-8"]];
    const target = "/?Action=ListUsers&Version=2010-05-08";
    expect(signature({ target, headers }, { ...SIGNER, service: "iam" }, "iam.amazonaws.com")).toBe(
      "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
    );
  });
});

describe("a target that means the same to the service is signed the same", () => {
  const same: readonly [rule: string, target: string, other: string][] = [
    ["slashes in a row are one", "/a//b", "/a/b"],
    ["dot segments are resolved", "/a/./c/../b", "/a/b"],
    ["nothing lies above the root", "/../a", "/a"],
    ["needless escapes of a query are undone", "/?%61=%7E", "/?a=~"],
    ["a name alone has an empty value", "/?a", "/?a="],
  ];
  test.each(same)("%s: %s", (_, target, other) => {
    expect(signature({ target })).toBe(signature({ target: other }));
  });

  const different: readonly [rule: string, target: string, other: string][] = [
    ["an encoded slash is none", "/a%2Fb", "/a/b"],
    ["an encoded escape is none", "/a%252Fb", "/a%2Fb"],
    ["a last slash counts", "/a/", "/a"],
    ["a plus is a plus", "/?a=b+c", "/?a=b%20c"],
  ];
  test.each(different)("but %s: %s", (_, target, other) => {
    expect(signature({ target })).not.toBe(signature({ target: other }));
  });
});

test("lines that change on the way, lie beyond ASCII or contradict each other are sent and not signed", () => {
  const headers: readonly HeaderLine[] = [
    ["User-Agent", "x"],
    ["x-name", "\u00fc"],
    ["Content-Type", "text/plain"],
    ["content-type", "text/html"],
  ];
  expect(signature({ headers })).toBe(VANILLA);
  expect(sign({ headers }).headers.slice(0, 4)).toEqual(headers);
});

test("a date and a signature that stand there already are replaced", () => {
  const twice = signed(sign({}), HOST, SIGNER, DATE);
  expect(twice).toEqual(sign({}));
});
