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
