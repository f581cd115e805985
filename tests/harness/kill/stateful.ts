import type { JsonObject } from "../../../model/json.ts";
import type { Fault } from "../reference/fault.ts";
import type { Store } from "../reference/store.ts";
import type { Mutant } from "./mutant.ts";

/** Mutants whose every answer is well-formed; only a second look shows what they have done. */
export const statefulMutants: readonly Mutant[] = [
  mutant("a PUT that is not kept", "shop", "updateReflected", ["replaceItem"], {
    updates: (method, old, _, sound) => (method === "PUT" ? { ...old } : sound),
    answers: showingSent("replaceItem"),
  }),
  mutant("a PATCH that is not kept", "shop", "updateReflected", ["changeItem"], {
    stores: (store) => ({ ...store, update: () => undefined }),
  }),
  mutant("a PATCH that keeps all but one member", "shop", "updateReflected", ["changeItem"], {
    stores: (store) => ({
      ...store,
      update: (path, value) => store.update(path, { ...value, ...only(store.find(path), "note") }),
    }),
  }),
  mutant("a PATCH of a member below that is not kept", "nested", "updateReflected", ["changeMember"], {
    stores: (store) => ({ ...store, update: () => undefined }),
  }),
  mutant("a PATCH that replaces", "shop", "updateMerges", ["changeItem"], {
    updates: (method, old, sent, sound) =>
      method === "PATCH" ? { ...only(old, "id"), ...only(old, "name"), ...only(old, "price"), ...sent } : sound,
  }),
  mutant("a PUT that merges", "shop", "putReplaces", ["replaceItem"], {
    updates: (method, old, sent, sound) => (method === "PUT" ? { ...old, ...sent } : sound),
  }),
  mutant("a PUT that merges, where some members are the server's", "readWriteOnly", "putReplaces", ["replaceUser"], {
    updates: (method, old, sent, sound) => (method === "PUT" ? { ...old, ...sent } : sound),
  }),
  mutant("a PUT that counts", "shop", "idempotence", ["replaceItem"], {
    updates: (method, old, _, sound) =>
      method === "PUT" ? { ...sound, price: (Number(old["price"]) + 1) % 10_000 } : sound,
  }),
  mutant("a second DELETE that breaks down", "shop", "idempotence", ["deleteItem"], {
    answers: (answer, { operation }) =>
      operation.id === "deleteItem" && answer.status === 404 ? { ...answer, status: 409 } : answer,
  }),
  mutant("a DELETE that keeps the resource", "shop", "deleteRemoves", ["deleteItem"], {
    stores: (store) => ({ ...store, remove: () => undefined }),
  }),
  mutant("a DELETE that keeps what lies below another", "nested", "deleteRemoves", ["removeMember"], {
    stores: (store) => ({ ...store, remove: () => undefined }),
  }),
  mutant("a deleted resource that can still be read", "shop", "deleteRemoves", ["deleteItem"], {
    stores: (store) => {
      const graveyard = new Map<string, JsonObject>();
      return {
        ...store,
        find: (path) => store.find(path) ?? graveyard.get(path),
        remove: (path) => {
          graveyard.set(path, store.find(path) ?? {});
          store.remove(path);
        },
      };
    },
  }),
  mutant("a deleted parent whose children can still be made", "nested", "useAfterFree", ["deleteTeam"], {
    ignores: new Set(["parent"]),
  }),
  mutant("a deleted resource that can still be changed", "shop", "useAfterFree", ["deleteItem"], {
    stores: (store) => revived(store),
    answers: (answer, { operation, path }) =>
      operation.id === "getItem" && gone.has(path) ? { ...answer, status: 404, body: '{"message":"gone"}' } : answer,
  }),
  mutant("a created resource that is not kept", "shop", "ensureResourceAvailability", ["createItem"], {
    stores: (store) => ({ ...store, insert: () => undefined }),
  }),
  mutant("a created child that is not kept", "nested", "ensureResourceAvailability", ["addMember"], {
    stores: (store) => ({
      ...store,
      insert: (path, value) => (path.includes("/members/") ? undefined : store.insert(path, value)),
    }),
  }),
  mutant("a created text that a read shows misread", "shop", "textKept", ["createItem", "getItem"], {
    answers: (answer, { operation }) =>
      operation.id === "getItem" && answer.status === 200
        ? { ...answer, body: Buffer.from(String(answer.body)).toString("latin1") }
        : answer,
  }),
  mutant("a Location that leads to nothing", "shop", "locationResolves", ["createItem"], {
    answers: (answer) =>
      answer.status === 201 ? { ...answer, headers: { ...answer.headers, location: "/items/987654321" } } : answer,
  }),
  mutant("a Location that no operation has", "readWriteOnly", "locationResolves", ["createUser"], {
    answers: (answer) =>
      answer.status === 201 ? { ...answer, headers: { ...answer.headers, location: "/user/1" } } : answer,
  }),
  mutant(
    "a refused PUT that is kept",
    "shop",
    "rejectionLeavesNoTrace",
    ["replaceItem"],
    refusedAndKept("replaceItem"),
  ),
  mutant(
    "a refused PATCH that is kept",
    "shop",
    "rejectionLeavesNoTrace",
    ["changeItem"],
    refusedAndKept("changeItem"),
  ),
  mutant("a refused PATCH that removes", "nested", "rejectionLeavesNoTrace", ["changeMember"], {
    refuses: (store, { operation, path }) => {
      if (operation.id === "changeMember") store.remove(path);
    },
  }),
  mutant("a readOnly member that clients can set", "readWriteOnly", "readOnlyIgnored", ["replaceUser"], {
    ignores: new Set(["readOnly"]),
  }),
  mutant("a writeOnly member that is shown", "readWriteOnly", "writeOnlyHidden", ["getUser"], {
    answers: (answer, { operation }) =>
      operation.id === "getUser" && answer.status === 200
        ? { ...answer, body: JSON.stringify({ ...JSON.parse(String(answer.body)), password: "swordfish" }) }
        : answer,
  }),
];

function mutant(name: string, feature: string, check: string, operations: readonly string[], fault: Fault): Mutant {
  return { name, feature, check, operations, fault };
}

function only(value: JsonObject | undefined, name: string): JsonObject {
  const member = value?.[name];
  return member === undefined ? {} : { [name]: member };
}

/** The answer of an update shows what was sent, whatever was kept. */
function showingSent(operation: string): NonNullable<Fault["answers"]> {
  return (answer, { operation: { id }, body }) =>
    id === operation && answer.status === 200 && typeof body === "object" && body !== null
      ? { ...answer, body: JSON.stringify({ ...JSON.parse(String(answer.body)), ...body }) }
      : answer;
}

const gone = new Set<string>();

function revived(store: Store): Store {
  gone.clear();
  return { ...store, remove: (path) => void gone.add(path) };
}

function refusedAndKept(operation: string): Fault {
  return {
    refuses: (store, { operation: { id }, path }) => {
      const old = store.find(path);
      if (id === operation && old !== undefined)
        store.update(path, { ...old, price: (Number(old["price"]) + 1) % 10_000 });
    },
  };
}
