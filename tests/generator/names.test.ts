import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { operationNames, RUNTIME_FUNCTIONS } from "../../generator/names.ts";
import * as runtime from "../../runtime/index.ts";

const nameOf = (id: string, ...others: string[]) => operationNames([id, ...others]).get(id);
const anyId = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("UpdateRoute", "UpdateRouteResponse", "list-pets", "listPets", "ListPets", "delete", "con", "日本"),
);
const anyIds = fc.uniqueArray(anyId, { maxLength: 20 });

describe("an operation's name is its id in camelCase", () => {
  test.each([
    ["updateRouteResponse", "updateRouteResponse"],
    ["UpdateRouteResponse", "updateRouteResponse"],
    ["repos/list-for-org", "reposListForOrg"],
    ["list_pets", "listPets"],
    ["APIKeys", "apiKeys"],
    ["ID", "id"],
    ["getV2", "getV2"],
    ["get /pets/{id}", "getPetsId"],
    ["2fa", "operation2fa"],
    ["delete", "delete_"],
    ["decode", "decode_"],
    ["con", "con_"],
    ["../../etc/passwd", "etcPasswd"],
    ["*/ alert(1)", "alert1"],
    ["", "operation"],
  ])("%s: %s", (id, name) => {
    expect(nameOf(id)).toBe(name);
  });

  it("ends in a hash where letters were lost", () => {
    expect(nameOf("日本")).toMatch(/^operation_[0-9a-f]{8}$/);
  });

  it("ends in a hash where it would be too long", () => {
    expect(nameOf("x".repeat(500))).toMatch(/^x{60}_[0-9a-f]{8}$/);
  });
});

describe("names come from separate spaces", () => {
  it("UpdateRoute and its response do not meet UpdateRouteResponse", () => {
    const names = operationNames(["UpdateRoute", "UpdateRouteResponse"]);
    expect([...names.values()]).toEqual(["updateRoute", "updateRouteResponse"]);
  });

  it("ids that differ in capitals only both end in a hash", () => {
    expect(nameOf("listPets", "list-pets")).toMatch(/^listPets_[0-9a-f]{8}$/);
    expect(nameOf("list-pets", "listPets")).not.toBe(nameOf("listPets", "list-pets"));
  });

  test.each(RUNTIME_FUNCTIONS)("%s is the runtime's, and no operation's", (name) => {
    expect(Object.keys(runtime)).toContain(name);
    expect(nameOf(name)).toBe(`${name}_`);
  });
});

describe("for any ids", () => {
  it("names are bounded identifiers, and different whatever the file system thinks of capitals", () => {
    fc.assert(
      fc.property(anyIds, (ids) => {
        const names = [...operationNames(ids).values()];
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
        for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z0-9_]{0,80}$/);
      }),
    );
  });

  it("a new operation renames none whose name it does not share", () => {
    fc.assert(
      fc.property(anyIds, anyId, (ids, added) => {
        const before = operationNames(ids);
        const after = operationNames([...ids.filter((id) => id !== added), added]);
        const apart = ids.filter((id) => nameOf(id)?.toLowerCase() !== nameOf(added)?.toLowerCase());
        expect(apart.map((id) => after.get(id))).toEqual(apart.map((id) => before.get(id)));
      }),
    );
  });

  it("the order of the document does not matter", () => {
    fc.assert(
      fc.property(anyIds, (ids) => {
        expect(operationNames(ids.toReversed())).toEqual(operationNames(ids));
      }),
    );
  });
});
