import { createServer } from "node:http";
import { expect, test } from "vitest";
import { startEndpoint } from "../../../endpoint/server.ts";
import { apigateway, ran } from "./language.ts";

test("a case that what its unit has made stands in the way of is sent again at a place of its own", async () => {
  const endpoint = await startEndpoint();
  const { exchanges } = await ran(await apigateway(), endpoint.url, {
    includes: ({ id }) => id === "createModel",
    phases: ["coverage"],
    concurrency: 1,
  });
  await endpoint.close();
  const sent = exchanges.filter(({ phase }) => phase === "coverage");
  const conflicts = sent.filter(({ response }) => response?.status === 409);
  expect(conflicts.length).toBeGreaterThan(0);
  for (const conflict of conflicts) {
    const next = sent[sent.indexOf(conflict) + 1];
    expect(next?.request.body).toBe(conflict.request.body);
    expect(next?.request.target).not.toBe(conflict.request.target);
    expect(next?.response?.status).not.toBe(409);
  }
});

/** Answers every request alike, and keeps nothing. */
async function forgetful(): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((_request, response) => {
    response.writeHead(201, { "content-type": "application/json" });
    response.end('{"apiId":"aaaaaaaaaa","routeId":"aaaaaaa"}');
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    close: () => (server.close(), server.closeAllConnections()),
  };
}

test("where what is made anew is what was there before, as with a mock, it is used all the same", async () => {
  const { url, close } = await forgetful();
  const { events } = await ran(await apigateway(), url, {
    includes: ({ id }) => id === "updateRoute",
    phases: ["coverage"],
    maxRequests: 600,
  });
  close();
  expect(events.filter((event) => event.type === "diagnostic" && /could not be made/.test(event.message))).toEqual([]);
});
