import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberFrom, type Json } from "../../model/json.ts";
import type { Parameter } from "../../model/model.ts";
import { cookieText, headerLines, pathText, queryText, type Styled } from "../../harness/wire/encodeParameter.ts";
import {
  component,
  cookiePlain,
  cookies,
  header,
  headerJson,
  headerValue,
  pathSegment,
  pipeDelimited,
  queryValue,
  reserved,
  search,
  segment,
  spaceDelimited,
} from "../../runtime/parameter.ts";

/** A row of a table: how the parameter is described, its value, and the text; null: no line at all. */
interface Vector extends Omit<Styled, "mediaType"> {
  readonly in: Parameter["in"];
  readonly value: Json;
  readonly text: string | null;
}

function vectors(file: string): readonly Vector[] {
  const rows: readonly Vector[] = JSON.parse(readFileSync(new URL(`./vectors/${file}.json`, import.meta.url), "utf8"));
  return rows.map((row) => ({ ...row, allowReserved: row.allowReserved ?? false }));
}

function written(row: Vector): string | null {
  if (row.in === "path") return pathText(row, row.value);
  if (row.in === "header") return headerLines(row, row.value)[0]?.[1] ?? null;
  return row.in === "cookie" ? cookieText(row, row.value).slice(2) : queryText(row, row.value).slice(1);
}

describe.each(["openapi", "rfc6570", "own"])("the table of %s", (file) => {
  test.each(vectors(file))("$in $style explode=$explode $name $value is $text", (row) => {
    expect(written(row)).toBe(row.text);
  });
});

describe("path segments", () => {
  test.each(["", ".", ".."])("%j is refused, and the parameter named", (value) => {
    expect(() => pathSegment("apiId", value)).toThrow(
      new TypeError(`Path parameter apiId must not make the segment ${JSON.stringify(value)}`),
    );
  });
  test.each([null, undefined])("%s is refused", (value) =>
    expect(() => pathSegment("apiId", value)).toThrow(TypeError),
  );
  test("literals around make a segment of dots a good one", () => expect(segment("name", "..json")).toBe("..json"));
  test.each(["...", "a..b", ".a"])("%j is a segment like others", (value) =>
    expect(pathSegment("p", value)).toBe(value),
  );
});

describe("headers", () => {
  test.each(["a\r\nx: y", "a\nb", "a\0b", "\u007f", "ā", "😀", " a", "a\t"])("%j is refused", (value) => {
    expect(() => headerValue("x-a", value)).toThrow(/^Header x-a cannot carry/);
  });
  test.each(["", "a b", "a\tb", "ÿ", "a,b"])("%j stands as it is", (value) =>
    expect(headerValue("x-a", value)).toEqual([["x-a", value]]),
  );
  test("an absent one gives no line", () => expect(headerValue("x-a", undefined)).toEqual([]));
  test("a comma inside an element is refused", () => expect(() => header("x-a", ["a,b"])).toThrow(/holds a delimiter/));
  test("an equals sign inside an exploded member's name is refused", () =>
    expect(() => header("x-a", { "a=b": 1 }, true)).toThrow(/holds a delimiter/));
  test("JSON beyond ASCII is escaped", () =>
    expect(headerJson("x-a", { a: "ü😀" })).toEqual([["x-a", '{"a":"\\u00fc\\ud83d\\ude00"}']]));
});

describe("what a style cannot carry is refused", () => {
  test("a space in a spaceDelimited element", () =>
    expect(() => spaceDelimited("p", ["a b"])).toThrow(/Parameter p: "a b" holds a delimiter/));
  test("a bar in a pipeDelimited element", () =>
    expect(() => pipeDelimited("p", ["a|b"])).toThrow(/holds a delimiter/));
  test.each(["a;b", "a b", "a\r\n", "ü", "a,b"])("%j in a plain cookie's list", (value) =>
    expect(() => cookiePlain("p", [value])).toThrow(/holds a delimiter/),
  );
  test("a lone surrogate", () => expect(() => queryValue("p", "\ud800")).toThrow(URIError));
});

describe("pieces together", () => {
  test("a query of none is no query", () => expect(search("")).toBe(""));
  test("a query of two", () =>
    expect(search(queryValue("a", 1) + queryValue("b", undefined) + queryValue("c", true))).toBe("?a=1&c=true"));
  test("cookies of none give no line", () => expect(cookies("")).toEqual([]));
  test("cookies of two are one line", () =>
    expect(cookies(cookiePlain("a", 1) + cookiePlain("b", 2))).toEqual([["cookie", "a=1; b=2"]]));
  test("numbers from JSON.rawJSON keep their text", () => {
    const raw = numberFrom("1e400");
    expect(queryValue("p", raw)).toBe("&p=1e400");
  });
});

describe("laws", () => {
  const anyText = fc.string({ unit: "binary" });
  test("an escaped text comes back, and holds nothing but unreserved characters", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeURIComponent(component(text))).toBe(text);
        expect(component(text)).toMatch(/^(?:[\w\-.~]|%[0-9A-F]{2})*$/);
      }),
    );
  });
  test("a text with reserved characters comes back through a form reader", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(new URLSearchParams(`p=${reserved(text)}`).get("p")).toBe(text);
      }),
    );
  });
  test("no value makes a second header line", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("\r", "\n", "\0"), anyText, (before, mark, after) => {
        expect(() => headerValue("x", before + mark + after)).toThrow(TypeError);
      }),
    );
  });
});
