import { describe, expect, it } from "vitest";
import { type Model, contractText, diffContracts, diffModels, parseContract, toContract } from "../../model/index.ts";
import { schemaAt, uses, withS } from "./changes.ts";
import { modelOf } from "./reading.ts";

describe("a contract", () => {
  const spec = async (): Promise<Model> =>
    modelOf(
      withS({ maximum: "x", properties: { ["__proto__"]: { maximum: 1 } } }, { ...uses.request, ...uses.response }),
    );

  it("has no difference from itself as a file", async () => {
    const contract = toContract(await spec());
    const read = parseContract(contractText(contract));
    expect(read).toBeDefined();
    expect(read === undefined ? undefined : contractText(read)).toBe(contractText(contract));
    expect(read === undefined ? undefined : diffContracts(read, contract)).toEqual([]);
  });

  it("keeps its numbers as they were written", async () => {
    const document = (maximum: string): string =>
      JSON.stringify(withS({ maximum: 0 }, uses.request)).replace('"maximum":0', `"maximum":${maximum}`);
    const text = contractText(toContract(await modelOf({ "api.json": document("9223372036854775807") })));
    expect(text).toContain('"maximum":9223372036854775807');
    const before = parseContract(text);
    const changes =
      before === undefined ? [] : diffModels(before, await modelOf({ "api.json": document("9223372036854775806") }));
    expect(changes).toMatchObject([{ what: "maximum", breaking: { client: true, server: false } }]);
  });

  it("stands on one line for each operation and schema", async () => {
    const lines = contractText(toContract(await spec())).split("\n");
    expect(lines.filter((line) => line.startsWith('"getPet":')).length).toBe(1);
    expect(lines.filter((line) => line.startsWith(`"${schemaAt}":`)).length).toBe(1);
  });

  it.each(["", "{}", "[]", '{"contract":0}', '{"contract":1,"servers":{},"operations":[],"schemas":{}}'])(
    "is not read from %j",
    (text) => {
      expect(parseContract(text)).toBeUndefined();
    },
  );
});
