import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundToken, cut, fill, joined } from "../../../harness/state/slots.ts";
import type { WireRequest } from "../../../runtime/wire.ts";

const token = boundToken("createPet.1", "$response.body#/id");
const request = (parts: Partial<WireRequest>): WireRequest => ({ method: "PUT", target: "/", headers: [], ...parts });
const filled = (parts: Partial<WireRequest>, value: string | number | boolean): WireRequest =>
  fill(request(parts), new Map([[token, value]]));

describe("a token", () => {
  it("is named by its maker and the last part of the expression", () => expect(token).toBe("~createPet.1.id~"));
  it("is found wherever it stands, once", () => {
    const { tokens } = cut(
      request({ target: `/${token}/${token}`, headers: [["a", token]], body: `{"a":"${token}"}` }),
    );
    expect(tokens).toEqual([token]);
  });
  it("goes through an encoder unchanged, whatever its parts are made of", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (maker, expression) => {
        const made = boundToken(maker, expression);
        expect(encodeURIComponent(made)).toBe(made);
        expect(JSON.stringify(made)).toBe(`"${made}"`);
      }),
    );
  });
});

it("a request taken apart and joined without values is what it was", () => {
  const text = fc.string({ unit: fc.constantFrom("~", ".", "a", "-", '"', "/", "é") });
  fc.assert(
    fc.property(text, text, text, (target, line, body) => {
      const whole = request({ target, headers: [["x", line]], body });
      expect(joined(cut(whole), () => undefined)).toEqual(whole);
    }),
  );
});

describe("a value takes its token's place as the place asks", () => {
  it("percent-encoded in the target", () =>
    expect(filled({ target: `/pets/${token}?a=${token}` }, "a/b ü").target).toBe(
      "/pets/a%2Fb%20%C3%BC?a=a%2Fb%20%C3%BC",
    ));
  it("plain in a header", () =>
    expect(filled({ headers: [["x", `W/${token}`]] }, 'a"b').headers).toEqual([["x", 'W/a"b']]));
  it("with its own type in JSON, where it stands alone", () =>
    expect(filled({ body: `{"id":"${token}"}` }, 7).body).toBe('{"id":7}'));
  it("as text in JSON, where it stands in a text", () =>
    expect(filled({ body: `{"id":"no ${token}"}` }, 'a"b').body).toBe(String.raw`{"id":"no a\"b"}`));
  it("with its own type, and beside it as text", () =>
    expect(filled({ body: `["${token}","${token}${token}"]` }, 7).body).toBe('[7,"77"]'));
  it("as a name in JSON", () => expect(filled({ body: `{"${token}":1}` }, "a").body).toBe('{"a":1}'));
});

it("other text that looks like a token stays", () =>
  expect(filled({ target: "/~other.1.id~" }, "x").target).toBe("/~other.1.id~"));
