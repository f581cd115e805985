import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeholders, type Credentials } from "../../../harness/credentials/credentials.ts";
import type { Event, FindingEvent } from "../../../harness/log/events.ts";
import { redaction } from "../../../harness/log/redact.ts";
import { spellings } from "../../../harness/log/spellings.ts";
import type { HeaderLine } from "../../../runtime/wire.ts";

const holding = (...secrets: readonly string[]): Credentials => ({ ...placeholders, secrets: () => secrets });
const answer = (headers: readonly HeaderLine[], body = ""): Event => ({
  type: "exchange",
  unit: "u",
  operation: "list",
  phase: "coverage",
  mode: "positive",
  request: { method: "GET", target: "/?q=1", headers: [["cookie", "drawn=1"]] },
  credentials: "placeholder",
  response: { status: 200, headers, body },
  at: 0,
  ms: 1,
  verdict: "conforms",
});
const FINDING: FindingEvent = {
  type: "finding",
  stage: "met",
  id: "0",
  check: "c",
  operation: "o",
  pointer: "#/o",
  place: "p:1:1",
  received: "body#/pin: 77",
  documented: "",
  unit: "u",
  seed: 1,
  path: "0",
  request: { method: "GET", target: "/?pin=77&q=1", headers: [["pin", "77"]] },
  response: { status: 200, headers: [["PIN", "77"]], body: '{"a":{"pin": "7\\"7"},"pin":77,"pins":77}' },
  sequence: [],
  curl: `curl 'http://h/?pin=77&q=1' -H 'pin: 77' --data-binary '{"pin":"77","q":1}'`,
};
const lines = (event: Event): readonly HeaderLine[] =>
  event.type === "exchange" && event.response !== undefined ? event.response.headers : [];

describe("of an answer's lines, those are hidden whose names tell of secrets", () => {
  test.each([
    "Set-Cookie",
    "Authorization",
    "X-Api-Key",
    "x-apikey",
    "X-Amz-Security-Token",
    "X-Auth-Token",
    "X-CSRF-Token",
    "Client-Secret",
    "X-Session-Id",
    "api_key",
  ])("%s is hidden", (name) => {
    expect(lines(redaction(placeholders, []).event(answer([[name, "x"]])))).toEqual([[name, "[redacted]"]]);
  });
  test.each(["Content-Type", "X-Tokens-Left", "Monkey", "Keyboard", "X-Request-Id", "WWW-Authenticate"])(
    "%s stays",
    (name) => {
      expect(lines(redaction(placeholders, []).event(answer([[name, "x"]])))).toEqual([[name, "x"]]);
    },
  );
  test("what is drawn is no secret, and stays", () => {
    expect(redaction(placeholders, []).event(answer([]))).toEqual(answer([]));
  });
});

describe("a name of the configuration is hidden", () => {
  const { request, response, received, curl } = FINDING;
  test("in lines, members, queries, commands and findings; others that begin like it are not", () => {
    expect(redaction(placeholders, ["pin"]).event(FINDING)).toEqual({
      ...FINDING,
      received: "body#/pin: [redacted]",
      request: { ...request, target: "/?pin=[redacted]&q=1", headers: [["pin", "[redacted]"]] },
      response: {
        ...response,
        headers: [["PIN", "[redacted]"]],
        body: '{"a":{"pin": [redacted]},"pin":[redacted],"pins":77}',
      },
      curl: `curl 'http://h/?pin=[redacted]&q=1' -H 'pin: [redacted]' --data-binary '{"pin":[redacted],"q":1}'`,
    });
  });
  test("and without one all of it stays", () => {
    expect(redaction(placeholders, []).event(FINDING)).toMatchObject({ received, request, curl });
  });
});

test("a secret that looks like one of our own words leaves the event readable", () => {
  const hidden = redaction(holding("list", "exchange", "coverage", "GET "), []).event(answer([], "a list"));
  expect(hidden).toMatchObject({
    type: "exchange",
    operation: "list",
    phase: "coverage",
    response: { body: "a [redacted]" },
  });
});

test("a secret of three characters is not searched for", () => expect(spellings("abc")).toEqual([]));

describe("whatever is written around a secret, none of its spellings is left", () => {
  const secret = fc.string({ minLength: 6, unit: "grapheme" }).filter((text) => text.isWellFormed());
  const ways: readonly [name: string, write: (text: string) => string][] = [
    ["as it is", String],
    ["in JSON", (text) => JSON.stringify({ text })],
    ["in a URL", encodeURIComponent],
    ["in a form", (text) => new URLSearchParams({ text }).toString()],
    ["in base64", (text) => Buffer.from(text).toString("base64")],
    ["in base64 for URLs", (text) => Buffer.from(text).toString("base64url")],
    ["in octets", (text) => Buffer.from(text).toString("latin1")],
  ];
  test.each(ways)("%s", (_, write) => {
    const rule = (text: string, before: string, after: string): void => {
      const hiding = redaction(holding(text), []);
      const base64 = Buffer.from(before + text + after).toString("base64");
      expect(hiding.text(`${before}${write(text)}${after}`)).not.toContain(write(text));
      expect(spellings(text).filter((spelling) => hiding.text(base64).includes(spelling))).toEqual([]);
    };
    fc.assert(fc.property(secret, fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), rule), { numRuns: 60 });
  });
});
