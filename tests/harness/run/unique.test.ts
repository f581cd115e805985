import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { ExchangeEvent } from "../../../harness/log/events.ts";
import type { Model } from "../../../model/model.ts";
import { bytesOf } from "../received.ts";
import { pets, ran, type Ran } from "./language.ts";

const model = withConflict(await pets());

/** The pets of `pets.yaml`, whose document knows that a name may be taken. */
function withConflict({ operations, ...rest }: Model): Model {
  const changed = operations.map((operation) => {
    const refusal = operation.responses.find(({ status }) => status === "400");
    const conflicts = operation.id === "createPet" && refusal !== undefined ? [{ ...refusal, status: "409" }] : [];
    return { ...operation, responses: [...operation.responses, ...conflicts] };
  });
  return { ...rest, operations: changed };
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Pet {
  readonly name: string;
  readonly age?: number;
  readonly id?: string;
}

/** Pets that are all of one place, where a name stands once. */
async function petshop(isPet: (pet: Pet) => boolean): Promise<string> {
  const made = new Map<string, Pet>();
  const server = createServer(async (request, response) => {
    const bytes = await bytesOf(request);
    const shown = made.get(request.url?.split("/").at(-1) ?? "");
    const isJson = /^application\/json\b/i.test(request.headers["content-type"] ?? "");
    if (request.method !== "GET" && request.method !== "POST") response.setHeader("allow", "GET, POST");
    const [status, body] = response.hasHeader("allow")
      ? [405]
      : request.method === "GET"
        ? shown
          ? [200, shown]
          : [404]
        : isJson
          ? create(bytes)
          : [400];
    response.writeHead(status, body === undefined ? {} : { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  const create = (bytes: Buffer): readonly [status: number, body?: object] => {
    const pet = petOf(bytes);
    if (pet === undefined || !isPet(pet)) return [400];
    if ([...made.values()].some(({ name }) => name === pet.name)) return [409];
    const id = `p${made.size}`;
    made.set(id, { ...pet, id });
    return [201, { id, ...pet }];
  };
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => (server.close(), server.closeAllConnections()));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

function petOf(bytes: Buffer): Pet | undefined {
  try {
    const pet: Pet = JSON.parse(bytes.toString());
    return typeof pet.name === "string" && pet.name.length > 0 && [...pet.name].length <= 40 ? pet : undefined;
  } catch {
    return undefined;
  }
}

const ALIVE = 40;
const sound = ({ age = 0, ...others }: Pet): boolean =>
  Number.isInteger(age) && age >= 0 && age <= ALIVE && Object.keys(others).length === 1;

const creating = (url: string): Promise<Ran> =>
  ran(model, url, { includes: ({ id }) => id === "createPet", concurrency: 1 });
/** What a pet is but for its name. */
const others = (sent: ExchangeEvent | undefined): object => ({
  ...JSON.parse(typeof sent?.request.body === "string" ? sent.request.body : ""),
  name: "",
});
const taken = ({ exchanges }: Ran) => exchanges.filter(({ response }) => response?.status === 409);

describe("where a name stands once, and there is one place for all", () => {
  test("a conflict is met, and then names are drawn that are not used yet", async () => {
    const run = await creating(await petshop(sound));
    const units = new Set(run.exchanges.map(({ unit }) => unit));
    expect(taken(run).length).toBeGreaterThan(0);
    expect(taken(run).length).toBeLessThanOrEqual(2 * units.size);
  });
  test("a case that conflicts is sent again with another name, and all else as it was", async () => {
    const run = await creating(await petshop(sound));
    const [conflict] = taken(run);
    const unit = run.exchanges.filter(({ unit: name }) => name === conflict?.unit);
    const next = unit[conflict === undefined ? 0 : unit.indexOf(conflict) + 1];
    expect(next?.response?.status).toBe(201);
    expect(others(next)).toEqual(others(conflict));
  });
  test("a conflict hides nothing: what is invalid besides is found", async () => {
    const { findings } = await creating(
      await petshop((pet) => sound(typeof pet.age === "number" && pet.age > ALIVE ? { ...pet, age: 0 } : pet)),
    );
    expect(
      [...findings.values()].map(({ check, violation }) => `${check} ${violation?.at} ${violation?.name}`),
    ).toEqual(["negativeDataRejection body#/age maximum"]);
  });
});
