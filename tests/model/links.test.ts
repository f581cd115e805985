import { describe, expect, it } from "vitest";
import { codesOf, onlyOperation, operation } from "./reading.ts";

const at = "#/paths/~1pets/get";

describe("links", () => {
  const linked = (link: object, more: object = {}): object =>
    operation({ responses: { 200: { description: "", links: { next: link } } } }, more);

  it.each([
    [{ operationId: "getPet", parameters: { "path.id": "$response.body#/id" } }],
    [{ operationRef: "#/paths/~1pets/get", parameters: { "path.id": "$response.body#/id" } }],
  ])("%j leads to its operation", async (link) => {
    const [found] = (await onlyOperation(linked(link))).responses[0]?.links ?? [];
    expect(found).toMatchObject({ name: "next", target: "getPet" });
    expect([...(found?.parameters ?? [])]).toEqual([["path.id", "$response.body#/id"]]);
  });

  it("hold only for what x-covenant.given says", async () => {
    const link = {
      operationId: "getPet",
      requestBody: { a: 1 },
      "x-covenant": { given: { "/protocolType": "WEBSOCKET" } },
    };
    const [found] = (await onlyOperation(linked(link))).responses[0]?.links ?? [];
    expect([...(found?.given ?? [])]).toEqual([["/protocolType", "WEBSOCKET"]]);
    expect(found?.requestBody).toEqual({ a: 1 });
  });

  it.each([[{ operationId: "nobody" }], [{ operationRef: "#/paths/~1x/get" }], [{}]])(
    "%j is told and left out",
    async (link) => {
      expect((await onlyOperation(linked(link))).responses[0]?.links).toEqual([]);
      expect(await codesOf(linked(link))).toEqual([`unknownLinkTarget ${at}/responses/200/links/next`]);
    },
  );
});
