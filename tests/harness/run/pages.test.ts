import { createServer, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Phase } from "../../../harness/log/events.ts";
import { petsModel } from "../state/language.ts";
import { ran, type Ran } from "./language.ts";

const text = { type: "string" };
const pet = { type: "object", required: ["name"], properties: { name: text }, additionalProperties: false };
const page = { type: "object", required: ["pets"], properties: { pets: { type: "array" }, nextCursor: text } };
const json = (schema: object) => ({ content: { "application/json": { schema } } });

/** Pets in pages; a link says how one page leads to the next, or the names alone. */
const modelOf = (links: object) =>
  petsModel({
    openapi: "3.1.0",
    info: { title: "pets", version: "1" },
    paths: {
      "/pets": {
        post: {
          operationId: "createPet",
          requestBody: { required: true, ...json(pet) },
          responses: { "201": { description: "", ...json(pet) }, "400": { description: "" } },
        },
        get: {
          operationId: "listPets",
          parameters: [
            { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 50 } },
            { name: "cursor", in: "query", schema: text },
          ],
          responses: { "200": { description: "", ...json(page), links }, "400": { description: "" } },
        },
      },
    },
  });

const LINKED = { next: { operationId: "listPets", parameters: { cursor: "$response.body#/nextCursor" } } };
const NAMED = {};

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Shop {
  readonly url: string;
  /** The cursors that the shop had given and was asked for. */
  readonly followed: () => number;
}

/** Takes any cursor, but for what `takes` says of its own. */
async function petshop(takes: boolean): Promise<Shop> {
  const names: string[] = [];
  const given = new Set<string>();
  let followed = 0;
  const list = (query: URLSearchParams): readonly [status: number, body?: object] => {
    const [limit, cursor] = [query.get("limit") ?? "50", query.get("cursor") ?? ""];
    if (!/^(?:[1-9]|[1-4]\d|50)$/.test(limit) || query.getAll("limit").length > 1) return [400];
    if (given.has(cursor)) followed += 1;
    if (given.has(cursor) && !takes) return [400];
    const start = Number(/^c(\d+)$/.exec(cursor)?.[1] ?? 0);
    const end = start + Number(limit);
    const nextCursor = `c${end}`;
    if (end < names.length) given.add(nextCursor);
    return [200, { pets: names.slice(start, end), ...(end < names.length && { nextCursor }) }];
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://shop");
    const [status, body] =
      request.method === "GET" ? list(url.searchParams) : request.method === "POST" ? await create(request) : [405];
    if (status === 405) response.setHeader("allow", "GET, POST");
    response.writeHead(status, body === undefined ? {} : { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  const create = async (request: IncomingMessage): Promise<readonly [status: number, body?: object]> => {
    const made = await petFrom(request);
    if (made === undefined) return [400];
    names.push(made.name);
    return [201, made];
  };
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => (server.close(), server.closeAllConnections()));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, followed: () => followed };
}

async function petFrom(request: IncomingMessage): Promise<{ readonly name: string } | undefined> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of request) pieces.push(Buffer.from(piece));
    const { name, ...others } = JSON.parse(Buffer.concat(pieces).toString());
    return typeof name === "string" && Object.keys(others).length === 0 ? { name } : undefined;
  } catch {
    return undefined;
  }
}

const listing = async (shop: Shop, links: object, phase: Phase = "coverage"): Promise<Ran> =>
  ran(await modelOf(links), shop.url, { includes: ({ id }) => id === "listPets", phases: [phase] });
const found = ({ findings }: Ran): readonly string[] =>
  [...findings.values()].map(({ check, sequence }) =>
    [check, ...sequence.map(({ operation, request }) => `${operation} ${request.target}`)].join(", "),
  );

describe.each([
  ["a link of the list to itself", LINKED],
  ["the names of a parameter and of a member of the answer", NAMED],
])("a next page, told by %s,", (_, links) => {
  test("is asked for", async () => {
    const shop = await petshop(true);
    expect(found(await listing(shop, links))).toEqual([]);
    expect(shop.followed()).toBeGreaterThan(0);
  });
  test("is followed by the next", async () => {
    const { exchanges } = await listing(await petshop(true), links, "stateful");
    const told = exchanges.map(({ operation, request: { target }, response }) =>
      [operation, target, response?.status].join(" "),
    );
    expect(told.slice(-3)).toEqual([
      "listPets /pets?limit=1 200",
      "listPets /pets?limit=1&cursor=~listPets.1.nextCursor~ 200",
      "listPets /pets?limit=1&cursor=~listPets.2.nextCursor~ 200",
    ]);
  });
  test("must not be refused; what is shown makes enough for it first", async () =>
    expect(found(await listing(await petshop(false), links))).toEqual([
      "positiveDataAcceptance, createPet /pets, createPet /pets, createPet /pets, listPets /pets?limit=1, listPets /pets?cursor=~listPets.1.nextCursor~",
    ]));
});
