import { beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../../model/model.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { learn } from "../../../harness/state/knowledge.ts";
import { incomingLinks, type IncomingLink } from "../../../harness/state/links.ts";
import { isAt } from "../../../harness/state/made.ts";
import { State } from "../../../harness/state/state.ts";
import { answered, asked, operationOf, petsModel } from "./language.ts";

let model: Model;
beforeAll(async () => {
  model = await petsModel();
});

/** A unit's knowledge after some exchanges: operation, target, what was sent, status, what was shown. */
type Exchanged = readonly [operation: string, target: string, sent: Json | undefined, status: number, shown?: Json];

const after = (...exchanges: readonly Exchanged[]): State => {
  const state = new State(incomingLinks(model));
  for (const [id, target, sent, status, shown] of exchanges) {
    const operation = operationOf(model, id);
    learn(
      state,
      {
        case: { operation },
        request: asked(operation.method, target, sent),
        answer: answered(status, shown),
        bindings: uses(state, id, target),
      },
      new Set(["createShop", "createPet"]),
    );
  }
  return state;
};

const uses = (state: State, id: string, target: string) =>
  new Map([...(state.follow(linkTo(id)) ?? [])].filter(([, { value }]) => target.includes(String(value))));

const linkTo = (id: string): IncomingLink => {
  const [link] = incomingLinks(model).get(id) ?? [];
  return (
    link ?? {
      from: operationOf(model, "createShop"),
      status: "0",
      link: { name: "", target: "", parameters: new Map(), given: new Map(), pointer: "" },
      path: new Map(),
    }
  );
};

const followed = (state: State, id: string): Record<string, unknown> | undefined => {
  const values = state.follow(linkTo(id));
  return values && Object.fromEntries([...values].map(([name, { value }]) => [name, value]));
};

const SHOP: Exchanged = ["createShop", "/shops", { kind: "shop" }, 201, { id: "s1" }];
const ZOO: Exchanged = ["createShop", "/shops", { kind: "zoo" }, 201, { id: "z1" }];
const PET: Exchanged = ["createPet", "/shops/s1/pets", {}, 201, { id: "p1" }];

describe("a link", () => {
  it("gives nothing before its maker has answered", () => expect(followed(after(), "getShop")).toBeUndefined());
  it("gives what its maker has answered", () => expect(followed(after(SHOP), "getShop")).toEqual({ shopId: "s1" }));
  it("gives the newest", () => expect(followed(after(SHOP, ZOO), "getShop")).toEqual({ shopId: "z1" }));
  it("gives nothing of an answer with another status", () =>
    expect(followed(after(["createShop", "/shops", {}, 200, { id: "s1" }]), "getShop")).toBeUndefined());
  it("gives nothing of a refusal", () =>
    expect(followed(after(["createShop", "/shops", {}, 400, { id: "s1" }]), "getShop")).toBeUndefined());
  it("gives nothing where the value is missing", () =>
    expect(followed(after(["createShop", "/shops", {}, 201, {}]), "getShop")).toBeUndefined());
  it("with a condition holds only for what was asked for so", () => {
    expect(followed(after(SHOP), "createKeeper")).toBeUndefined();
    expect(followed(after(ZOO, SHOP), "createKeeper")).toEqual({ shopId: "z1" });
  });
  it("leads down a chain", () => expect(followed(after(SHOP, PET), "getPet")).toEqual({ shopId: "s1", petId: "p1" }));
});

describe("a place is taken", () => {
  const REX: Exchanged = ["createPet", "/shops/s1/pets", { name: "Rex", kind: true }, 201, { id: "p1" }];
  const place = (shop: string) => new Map([["shopId", { value: shop, token: "", maker: "", expression: "" }]]);
  const repeated = (state: State, shop: string, sent: JsonObject): readonly string[] =>
    state
      .repeated(operationOf(model, "createPet"), sent)
      .flatMap(({ made, names }) => (isAt(made, place(shop)) ? names : []));
  it("by a text that was made there before", () =>
    expect(repeated(after(SHOP, REX), "s1", { name: "Rex", kind: true })).toEqual(["name"]));
  it("not by another text", () => expect(repeated(after(SHOP, REX), "s1", { name: "Max", kind: true })).toEqual([]));
  it("not elsewhere", () => expect(repeated(after(SHOP, REX), "z1", { name: "Rex" })).toEqual([]));
  it("still, after a conflict has spoiled it", () => {
    const state = after(SHOP, REX, ["createPet", "/shops/s1/pets", { name: "Rex" }, 409]);
    expect(repeated(state, "s1", { name: "Rex" })).toEqual(["name"]);
    expect(state.hasConflicted(operationOf(model, "createPet"))).toBe(true);
  });
  it("no more, once it is deleted", () =>
    expect(
      repeated(after(SHOP, REX, ["deletePet", "/shops/s1/pets/p1", undefined, 204]), "s1", { name: "Rex" }),
    ).toEqual([]));
  it("and is not gone to, where another one is left", () => {
    const free = after(SHOP, ZOO, PET).follow(linkTo("getShop"), (values) => values.get("shopId")?.value === "z1");
    expect(free?.get("shopId")?.value).toBe("s1");
  });
});

describe("a value is drawn", () => {
  const source = { operationId: "createShop", value: "$response.body#/id", parameters: {} };
  const present = { path: "/shops", request: asked("POST", "/shops") };
  it("as often as it is asked for", () => {
    const state = after(SHOP);
    expect([state.draw(source, present)?.value, state.draw(source, present)?.value]).toEqual(["s1", "s1"]);
  });
  it("once, where others can soon make it wrong, and is known to be right all the same", () => {
    const state = new State(incomingLinks(model));
    const exchange = { ...present, response: answered(201, { id: "s1" }) };
    state.remember(operationOf(model, "createShop"), exchange, new Map(), 1);
    expect([state.draw(source, present)?.value, state.draw(source, present)?.value]).toEqual(["s1", undefined]);
    expect(state.offers(source, "s1", present)).toBe(true);
  });
});

describe("what is known to exist", () => {
  const reaches = (state: State, path: Record<string, string>): boolean =>
    state.reaches(operationOf(model, "getPet"), new Map(Object.entries(path)));
  it("is just what a link gives", () => {
    expect(reaches(after(SHOP, PET), { shopId: "s1", petId: "p1" })).toBe(true);
    expect(reaches(after(SHOP, PET), { shopId: "s1", petId: "p2" })).toBe(false);
    expect(reaches(after(SHOP, ZOO, PET), { shopId: "z1", petId: "p1" })).toBe(false);
  });
  it("is gone with a deletion, and so is what was made below it", () => {
    const state = after(SHOP, PET, ["deleteShop", "/shops/s1", undefined, 204]);
    expect(followed(state, "getShop")).toBeUndefined();
    expect(reaches(state, { shopId: "s1", petId: "p1" })).toBe(false);
  });
  it("stays with a deletion that was refused", () =>
    expect(followed(after(SHOP, ["deleteShop", "/shops/s1", undefined, 403]), "getShop")).toEqual({ shopId: "s1" }));
  it("is not used again after a conflict", () =>
    expect(followed(after(SHOP, ["createPet", "/shops/s1/pets", {}, 409]), "createPet")).toBeUndefined());
  it("no longer meets a link's condition once it was written to", () => {
    const state = after(ZOO, ["updateShop", "/shops/z1", {}, 200, {}]);
    expect(followed(state, "createKeeper")).toBeUndefined();
    expect(followed(state, "getShop")).toEqual({ shopId: "z1" });
  });
});
