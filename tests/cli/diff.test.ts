import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { diff } from "../../cli/diff.ts";
import { operationsText } from "../../cli/changes.ts";
import { changesMarkdown } from "../../cli/changesMarkdown.ts";
import { UsageError } from "../../cli/usage.ts";
import { document, inFolder } from "../generator/language.ts";

const operation = (maxLength: number) => ({
  operationId: "list",
  parameters: [{ name: "q", in: "query", schema: { type: "string", maxLength } }],
  responses: { 200: { description: "" } },
});
const before = document({ "/a": { get: operation(9) } });
const stricter = document({ "/a": { get: operation(8) } });
const larger = document({ "/a": { get: operation(9), post: { operationId: "add", responses: {} } } });

const printed = vi.fn<(text: string) => void>();
beforeEach(() => void vi.spyOn(console, "log").mockImplementation(printed));
afterEach(() => {
  vi.restoreAllMocks();
  printed.mockReset();
});

/** Exit status and output of `covenant diff old.json new.json`. */
const compared = async (old: object, now: object, ...args: readonly string[]) =>
  inFolder(async (folder) => {
    const [one, other] = [join(folder, "old.json"), join(folder, "new.json")];
    await writeFile(one, JSON.stringify(old, null, 1));
    await writeFile(other, JSON.stringify(now, null, 1));
    const status = await diff([one, other, ...args]);
    return { status, text: String(printed.mock.lastCall?.[0]).replaceAll(`${folder}/`, "") };
  });

describe("a change of a document", () => {
  it("that breaks clients fails, and is told with its place", async () => {
    expect(await compared(before, stricter)).toEqual({
      status: 1,
      text: [
        "old.json -> new.json: 1 change, 1 breaks clients",
        "  maxLength  list  (breaks clients)",
        "    #/paths/~1a/get/parameters/0/schema/maxLength",
        "    was 9, is 8  new.json:17:8",
      ].join("\n"),
    });
  });

  it("that only asks more of servers does not", async () => {
    expect(await compared(before, larger)).toMatchObject({
      status: 0,
      text: expect.stringContaining("1 breaks servers"),
    });
  });

  it("is located in the old document where something was removed", async () => {
    expect((await compared(larger, before)).text).toContain('was "POST /a", is absent  old.json:');
  });

  it("that breaks clients stands before those that break nobody else but servers", async () => {
    const { text } = await compared(
      before,
      document({ "/a": { get: operation(8), delete: { operationId: "a", responses: {} } } }),
    );
    expect([...text.matchAll(/\(breaks \w+\)/g)].join()).toBe("(breaks clients),(breaks servers)");
  });

  it.each([
    [4, "a, b, c, d"],
    [5, "a, b, c and 2 more operations"],
  ])("of %i operations is told of %s", (count, wanted) => {
    const breaking = { client: true, server: false };
    const operations = [..."abcde"].slice(0, count);
    expect(operationsText({ operations, pointer: "#", what: "x", before: 1, after: 2, breaking })).toBe(wanted);
  });

  it("is nothing where only the bytes differ", async () => {
    expect(await compared(before, { ...before, "x-note": 1 })).toEqual({
      status: 0,
      text: "old.json -> new.json: the contract is the same",
    });
  });
});

describe("for machines and for pull requests", () => {
  it("as JSON it has the same changes", async () => {
    const { text } = await compared(before, stricter, "--format", "json");
    expect(JSON.parse(text)).toMatchObject({
      totals: { changes: 1, breakingClients: 1, breakingServers: 0 },
      changes: [{ what: "maxLength", before: 9, after: 8, breaking: { client: true, server: false } }],
    });
  });

  it("as Markdown they stand under what they break", async () => {
    const { text } = await compared(before, stricter, "--format", "markdown");
    expect(text).toContain("**Breaks clients** (1)");
    expect(text).toContain(
      "| `maxLength` | `list` | `9` | `8` | `new.json:17` `#/paths/~1a/get/parameters/0/schema/maxLength` |",
    );
  });

  it("no text of a document is markup", () => {
    const breaking = { client: true, server: true };
    const change = { operations: ["a`|\n<b>"], pointer: "#", what: "x", before: undefined, after: 1, breaking };
    expect(changesMarkdown("t", [change], () => undefined)).toContain(
      "| `x` | `` a`\\| <b> `` | `absent` | `1` | `#` |",
    );
  });
});

it("two documents and a known format are asked for", async () => {
  await expect(diff(["one.json"])).rejects.toThrow(UsageError);
  await expect(diff(["one.json", "other.json", "--format", "xml"])).rejects.toThrow('"xml" came');
});
