import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { stringifyJson } from "../../model/json.ts";
import { scanJson } from "../../model/source/json-scan.ts";
import { parseJsonText } from "../../model/source/json-text.ts";
import type { ParsedText } from "../../model/source/parsed.ts";
import { parseYamlText } from "../../model/source/yaml-text.ts";

const valueOf = (parsed: ParsedText): string =>
  parsed.outcome === "parsed" ? stringifyJson(parsed.value) : `malformed: ${parsed.message}`;
const parsedJson = (text: string): ParsedText => parseJsonText(text, () => text);
const yaml = (text: string): string => valueOf(parseYamlText(text));
const placeOf = (parsed: ParsedText, ...tokens: readonly string[]): string => {
  const { line, column } = parsed.outcome === "parsed" ? parsed.locate(tokens) : parsed.position;
  return `${line}:${column}`;
};
const oddities = (parsed: ParsedText): readonly string[] =>
  parsed.outcome === "parsed" ? parsed.oddities.map(({ code, tokens }) => `${code} ${placeOf(parsed, ...tokens)}`) : [];

describe("YAML becomes JSON by YAML 1.2's core schema", () => {
  it.each([
    ["a: yes", '{"a":"yes"}'],
    ["a: true", '{"a":true}'],
    ["a: ~", '{"a":null}'],
    ["a:", '{"a":null}'],
    ["200: ok", '{"200":"ok"}'],
    ["on: ok", '{"on":"ok"}'],
    ["1.0: ok", '{"1.0":"ok"}'],
    ["a: 9223372036854775807", '{"a":9223372036854775807}'],
    ["a: 1e400", '{"a":1e400}'],
    ["a: -0", '{"a":-0}'],
    ["a: 0.30000000000000000001", '{"a":0.30000000000000000001}'],
    ["a: +12", '{"a":12}'],
    ["a: 007", '{"a":7}'],
    ["a: .5", '{"a":0.5}'],
    ["a: 0x1F", '{"a":31}'],
    ["a: 0o17", '{"a":15}'],
    ["a: 2026-11-22", '{"a":"2026-11-22"}'],
    ["a: '5'", '{"a":"5"}'],
    ["a: &x [1]\nb: *x", '{"a":[1],"b":[1]}'],
    ["a: &x {c: 1, d: 2}\nb: {<<: *x, d: 3}", '{"a":{"c":1,"d":2},"b":{"c":1,"d":3}}'],
    ["__proto__: {a: 1}\nconstructor: 2", '{"__proto__":{"a":1},"constructor":2}'],
    ["a: !!str 5", '{"a":"5"}'],
  ])("%j is %s", (text, want) => {
    expect(yaml(text)).toBe(want);
  });

  it("reads any JSON value from its YAML as from its JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(yaml(stringify(JSON.parse(text)))).toBe(valueOf(parsedJson(text)));
      }),
    );
  });
});

describe("what is odd in a text is told with its line, and the text is read", () => {
  it.each([
    ["a: 1\na: 2", "duplicateName 2:1", '{"a":2}'],
    ["b:\n  a: 1\n  a: 2", "duplicateName 3:3", '{"b":{"a":2}}'],
    ["a: .inf", "notJson 1:1", '{"a":".inf"}'],
    ["a: !include b.yaml", "unknownTag 1:1", '{"a":"b.yaml"}'],
  ])("YAML %j: %s", (text, odd, want) => {
    expect(oddities(parseYamlText(text))).toEqual([odd]);
    expect(yaml(text)).toBe(want);
  });

  it("JSON finds a name that stands twice, also below another", () => {
    const parsed = parsedJson('{"b": {\n  "a": "x:\\"a\\":",\n  "a": 2}}');
    expect(oddities(parsed)).toEqual(["duplicateName 3:3"]);
    expect(valueOf(parsed)).toBe('{"b":{"a":2}}');
  });
});

describe("a text that is neither is refused with its place", () => {
  it.each([
    ["json", '{\n  "a": 1,\n}', "3:1"],
    ["json", '{"a": tru}', "1:7"],
    ["json", '{"a": 1', "1:8"],
    ["json", '{"a": "b\n"}', "1:7"],
    ["json", '{"a": 1} x', "1:10"],
    ["yaml", "a: [1\nb: 2", "2:1"],
    ["yaml", "a: 1\n b: 2", "1:4"],
    ["yaml", "a: *b", "1:4"],
    ["yaml", "a: &x {b: *x}", "1:11"],
  ])("%s %j at %s", (kind, text, place) => {
    const parsed = kind === "json" ? parsedJson(text) : parseYamlText(text);
    expect(parsed.outcome).toBe("malformed");
    expect(placeOf(parsed)).toBe(place);
  });
});

describe("places", () => {
  const json = parsedJson('{\n  "a": [\n    1, {"b/c": null}\n  ]\n}');
  const text = parseYamlText("a:\n  - 1\n  - b/c: null\nd: &d {e: 1}\nf: *d\ng: {<<: *d}\n");
  it.each([
    [json, ["a"], "2:3"],
    [json, ["a", "0"], "3:5"],
    [json, ["a", "1", "b/c"], "3:9"],
    [json, ["a", "1", "missing", "more"], "3:8"],
    [json, ["missing"], "1:1"],
    [text, ["a", "1", "b/c"], "3:5"],
    [text, ["a", "7"], "1:1"],
    [text, ["f", "e"], "4:8"],
    [text, ["g", "e"], "4:8"],
  ])("%# are those of the name, or of the nearest that exists", (parsed, tokens, want) => {
    expect(placeOf(parsed, ...tokens)).toBe(want);
  });

  it("of a member lead to its name in any JSON text", () => {
    const document = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(document, fc.nat(), (value, pick) => {
        const written = JSON.stringify(value, undefined, 1);
        const names = Object.keys(value);
        const name = names[pick % names.length] ?? "";
        const parsed = parsedJson(written);
        const [line = "", column = ""] = placeOf(parsed, name).split(":");
        const rest = (written.split("\n")[Number(line) - 1] ?? "").slice(Number(column) - 1);
        expect(rest.startsWith(JSON.stringify(name))).toBe(true);
      }),
    );
  });
});

it("the scan takes exactly the texts that JSON.parse takes", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    "1",
    "-",
    "0",
    "01",
    "1.5e3",
    "true",
    "nul",
    " ",
    "\n",
    "\u0001",
    '"\u007f"',
  ];
  const takes = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(""));
  const bitten = fc.tuple(fc.jsonValue(), fc.nat(), fc.constantFrom("", ...pieces)).map(([value, at, piece]) => {
    const text = JSON.stringify(value);
    return text.slice(0, at % text.length) + piece + text.slice((at % text.length) + 1);
  });
  fc.assert(
    fc.property(fc.oneof(soup, bitten), (text) => {
      expect(scanJson(text).outcome === "scanned").toBe(takes(text));
    }),
    { numRuns: 2000 },
  );
});
