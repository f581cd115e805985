import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlReport } from "../../../harness/report/html.ts";
import { junitReport } from "../../../harness/report/junit.ts";
import { sarifReport } from "../../../harness/report/sarif.ts";
import { terminalReport } from "../../../harness/report/terminal.ts";
import { tainted } from "./language.ts";

/** Texts that documents and targets may hold: any code units, markup, control characters. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.string({
    unit: fc.constantFrom(
      "<",
      ">",
      "&",
      '"',
      "'",
      "/",
      "!",
      "-",
      "a",
      "=",
      " ",
      "\n",
      "\u0000",
      "\u001b",
      "\u202e",
      "\ud800",
      "]",
    ),
  }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    '" onclick="x',
    "--><b>",
    "]]>",
    "</style>",
    "\u001b[2J\u001b]0;x\u0007",
    "&lt;",
    "${7*7}",
  ),
);
const law = (holds: (text: string) => void): void =>
  fc.assert(
    fc.property(hostile, (text) => {
      holds(text);
    }),
  );
/** The tags of a text, without what stands in their attributes' values. */
const tags = (markup: string): readonly string[] =>
  (markup.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/="[^"]*"/g, "="));
/** As many lines of text, in as many words, as the hostile one: where it is empty, some reports have less to say. */
const harmless = (text: string): string => (text === "" ? "" : "x");

describe("no text of a document or a target", () => {
  it("becomes markup of the page", () =>
    law((text) => expect(tags(htmlReport(tainted(text)))).toEqual(tags(htmlReport(tainted(harmless(text)))))));
  it("becomes markup of JUnit XML", () =>
    law((text) => expect(tags(junitReport(tainted(text)))).toEqual(tags(junitReport(tainted(harmless(text)))))));
  it("brings a character into JUnit XML that XML 1.0 does not have", () =>
    law((text) =>
      expect(junitReport(tainted(text))).toMatch(/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u),
    ));
  it("leaves an ampersand in JUnit XML that is no reference", () =>
    law((text) =>
      expect(junitReport(tainted(text)).replaceAll(/&(?:amp|lt|gt|quot|apos|#\d+);/g, "")).not.toContain("&"),
    ));
  it("controls a terminal, or turns the direction of its text", () =>
    law((text) =>
      expect(terminalReport(tainted(text), PLAIN)).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u),
    ));
  it("keeps SARIF from being JSON, or its places from being URI references", () =>
    law((text) => {
      const { runs } = JSON.parse(sarifReport(tainted(text)));
      for (const { locations } of runs[0].results)
        expect(() => new URL(locations[0].physicalLocation.artifactLocation.uri, "file:///")).not.toThrow();
    }));
});

const PLAIN = { color: false, width: 100, command: "npx covenant" };

describe("the page", () => {
  const page = htmlReport(tainted("text"));
  it("has no script, and nothing from outside", () =>
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object)|\b(?:src|href)=|url\(|@import/));
  it("forbids both by its own policy", () =>
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`));
  it("says its language, its title and its width", () =>
    expect(page).toMatch(/<html lang="en">[^]*width=device-width[^]*<title>/));
});
