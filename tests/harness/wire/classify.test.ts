import { describe, expect, test } from "vitest";
import type { HeaderLine } from "../../../runtime/wire.ts";
import { operation, parameter, request, response, security, type Unnamed, verdict } from "./language.ts";

const integer = { type: "integer" };

describe("method, Accept and credentials", () => {
  const get = operation({
    responses: [response("200", "application/json"), response("406"), response("404", "application/problem+json")],
  });
  const bare = operation({ responses: [response("204"), response("406", "application/json")] });
  const ignoring = operation({ responses: [response("200", "application/json")] });
  const accepting = (accept: string): string => verdict(get, request("/things", { headers: [["accept", accept]] }));
  test("another method", () => expect(verdict(get, request("/things", { method: "DELETE" }))).toBe("method method"));
  test.each(["HEAD", "OPTIONS"])("%s may be answered undocumented", (method) =>
    expect(verdict(get, request("/things", { method }))).toBe("undecidable"),
  );
  test.each(["*/*", "application/json", "application/*;q=0.1", "text/html, application/json;q=0.5"])(
    "Accept %s",
    (accept) => expect(accepting(accept)).toBe("valid"),
  );
  test.each(["text/html", "application/json;q=0, application/problem+json;q=0", "image/*"])(
    "Accept %s takes no answer",
    (accept) => expect(accepting(accept)).toBe("header.accept notAcceptable"),
  );
  test("Accept for errors only", () => expect(accepting("application/problem+json")).toBe("undecidable"));
  test("Accept for no answer, where a success has no body", () =>
    expect(verdict(bare, request("/things", { headers: [["accept", "image/*"]] }))).toBe("undecidable"));
  test("Accept for no answer, where no 406 is documented", () =>
    expect(verdict(ignoring, request("/things", { headers: [["accept", "image/*"]] }))).toBe("undecidable"));
  test("Accept that is none", () => expect(accepting("*")).toBe("undecidable"));

  const authorized = (value: string | undefined, ...given: readonly (readonly Unnamed[])[]): string => {
    const headers: readonly HeaderLine[] = value === undefined ? [] : [["Authorization", value]];
    return verdict(operation({ security: security(...given) }), request("/things", { headers }));
  };
  const bearer = { type: "http", scheme: "bearer" } as const;
  const basic = { type: "http", scheme: "basic" } as const;
  const sigv4 = { type: "apiKey", in: "header", parameter: "Authorization", sigv4: true } as const;
  test("no credentials", () => expect(authorized(undefined, [bearer])).toBe("security missingCredentials"));
  test("a bearer", () => expect(authorized("Bearer abc.def", [bearer])).toBe("valid"));
  test("no bearer", () => expect(authorized("abc", [bearer])).toBe("security malformedCredentials"));
  test("basic where bearer is wanted", () =>
    expect(authorized("Basic YTpi", [bearer])).toBe("security malformedCredentials"));
  test("one of two alternatives", () => expect(authorized("Basic YTpi", [bearer], [basic])).toBe("valid"));
  test("two that must both hold", () =>
    expect(authorized("Basic YTpi", [bearer, basic])).toBe("security malformedCredentials"));
  test("an alternative without any", () => expect(authorized(undefined, [bearer], [])).toBe("valid"));
  test("a signature", () =>
    expect(
      authorized("AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0f", [sigv4]),
    ).toBe("valid"));
  test("no signature", () => expect(authorized("Bearer x", [sigv4])).toBe("security malformedCredentials"));
  test("a certificate cannot be seen", () =>
    expect(authorized(undefined, [{ type: "mutualTLS" }])).toBe("undecidable"));
});

describe("places together", () => {
  const two = operation({ parameters: [parameter("query", "a", integer), parameter("query", "b", integer)] });
  test("one invalid place is enough", () => expect(verdict(two, request("/things?a=01&b=x"))).toBe("query.b type"));
  test("one undecidable place is enough where none is invalid", () =>
    expect(verdict(two, request("/things?a=01&b=1"))).toBe("undecidable"));
  test("all invalid places are told", () =>
    expect(verdict(two, request("/things?a=y&b=x"))).toBe("query.a type, query.b type"));
  test("a target beyond what every server takes", () =>
    expect(verdict(two, request(`/things?c=${"x".repeat(8000)}`))).toBe("undecidable"));
});
