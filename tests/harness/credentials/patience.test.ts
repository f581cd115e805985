import { expect, test } from "vitest";
import { eventsOf, readObject, serve } from "./language.ts";

/** Pets that are made by POST and read by the id that this has given. */
const PETS = {
  openapi: "3.1.0",
  info: { title: "t", version: "1" },
  paths: {
    "/pets": {
      post: {
        operationId: "add",
        responses: {
          "201": {
            description: "",
            content: {
              "application/json": {
                schema: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
              },
            },
            links: { read: { operationId: "read", parameters: { id: "$response.body#/id" } } },
          },
          "429": { description: "" },
        },
      },
    },
    "/pets/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "read", responses: { "204": { description: "" }, "404": { description: "" } } },
    },
  },
};

/** The answers to what was sent for `read`, setup first, from a server that puts off each POST so many times. */
async function answers(refusals: number, retryAfter: string): Promise<readonly string[]> {
  let left = refusals;
  const server = await serve((request, _, response) => {
    if (request.method === "GET") response.writeHead(204).end();
    else if (left-- > 0) response.writeHead(429, { "retry-after": retryAfter }).end();
    else response.writeHead(201, { "content-type": "application/json" }).end('{"id":"a"}');
  });
  const events = await eventsOf(await readObject(PETS), server.url, undefined, { include: "read" });
  await server.close();
  return events.flatMap((event) =>
    event.type === "exchange" && (event.phase === "setup" || event.label === "simplest")
      ? [`${event.operation} ${event.response?.status}`]
      : [],
  );
}

test("state is made a second time where the target asks for a moment's patience", async () => {
  expect((await answers(1, "0")).slice(0, 3)).toEqual(["add 429", "add 201", "read 204"]);
});
test("and not a third time", async () => {
  expect((await answers(100, "0")).slice(0, 3)).toEqual(["add 429", "add 429", expect.not.stringMatching(/^read 204/)]);
});
test("and not at all where it asks for an hour", async () => {
  const [first, ...more] = await answers(1, "3600");
  expect([first, more.includes("add 201")]).toEqual(["add 429", true]);
});
