import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { DEFECTS } from "../../endpoint/defects.ts";
import { startEndpoint, type Endpoint } from "../../endpoint/server.ts";
import { idOf, newFamily, raw, send, type Family, type Reply } from "./language.ts";

/** Sends what shows the defect, and picks from the answers what the defect changes. */
type Probe = (at: Endpoint, family: Family) => Promise<unknown>;

const API = { name: "0", protocolType: "HTTP" };
const MODEL = { name: "Third", schema: "{}" };
const status = async (reply: Promise<Reply>): Promise<number> => (await reply).status;
const header = async (reply: Promise<Reply>, name: string): Promise<unknown> => (await reply).headers[name];
const member = async (reply: Promise<Reply>, name: string): Promise<unknown> => (await reply).body[name];

const create = (body: object) => (at: Endpoint) => status(send(at, "POST", "/v2/apis", body));
const createModel =
  (body: object) =>
  (at: Endpoint, { api }: Family) =>
    status(send(at, "POST", `${api}/models`, body));
const update =
  (body: object | string) =>
  (at: Endpoint, { routeResponse }: Family) =>
    status(send(at, "PATCH", routeResponse, body));

/** What a route response has for `name` after an update. */
const after =
  (body: object, name: string): Probe =>
  async (at, { routeResponse }) => {
    await send(at, "PATCH", routeResponse, body);
    return member(send(at, "GET", routeResponse), name);
  };
const afterDelete =
  (target: string): Probe =>
  async (at) => {
    await send(at, "DELETE", target);
    return status(send(at, "GET", target));
  };

const PROBES: Readonly<Record<string, readonly [probe: Probe, sound: unknown, faulty: unknown]>> = {
  "status-202": [update({}), 200, 202],
  "id-as-number": [
    async (at, { routeResponse }) => typeof (await member(send(at, "GET", routeResponse), "routeResponseId")),
    "string",
    "number",
  ],
  "no-error-type": [(at) => header(send(at, "GET", "/v2/apis/0"), "x-amzn-errortype"), "NotFoundException", undefined],
  "wrong-error-type": [
    (at) => header(send(at, "GET", "/v2/apis/0"), "x-amzn-errortype"),
    "NotFoundException",
    "BadRequestException",
  ],
  "no-request-id": [
    async (at) => typeof (await header(send(at, "GET", "/v2/apis"), "x-amzn-requestid")),
    "string",
    "undefined",
  ],
  "html-error": [
    async (at) =>
      /^content-type: .*|<html>/gim.exec(await raw(at, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))?.[0],
    "content-type: application/json",
    "content-type: text/html",
  ],
  "wrong-content-type": [(at) => header(send(at, "GET", "/v2/apis"), "content-type"), "application/json", "text/plain"],
  "capital-message": [async (at) => Object.keys((await send(at, "GET", "/v2/apis/0")).body)[0], "message", "Message"],
  "timestamp-as-number": [
    async (at, { api }) => typeof (await member(send(at, "GET", api), "createdDate")),
    "string",
    "number",
  ],
  "null-members": [
    (at, { routeResponse }) => member(send(at, "GET", routeResponse), "modelSelectionExpression"),
    undefined,
    null,
  ],
  "empty-200": [(at) => status(send(at, "GET", "/v2/apis/0")), 404, 200],
  "stack-trace": [
    async (at) => /\n +at /.test(String(await member(send(at, "POST", "/v2/apis", {}), "message"))),
    false,
    true,
  ],
  "no-allow": [(at) => header(send(at, "PUT", "/v2/apis"), "allow"), "GET, POST", undefined],
  "any-method": [(at, { routeResponse }) => status(send(at, "PUT", routeResponse)), 405, 200],
  "latin1-echo": [
    (at, { routeResponse }) =>
      member(send(at, "PATCH", routeResponse, { modelSelectionExpression: "é" }), "modelSelectionExpression"),
    "é",
    "Ã©",
  ],
  "location-nowhere": [
    (at, { api }) => header(send(at, "POST", `${api}/models`, MODEL), "location"),
    undefined,
    "/v2/apis/nowhere",
  ],
  "long-model-name": [createModel({ ...MODEL, name: "0".repeat(129) }), 400, 201],
  "enum-ignored": [create({ ...API, protocolType: "" }), 400, 201],
  "boolean-as-string": [
    (at, { api }) => status(send(at, "POST", `${api}/routes`, { routeKey: "0", apiKeyRequired: "" })),
    400,
    201,
  ],
  "null-in-map": [update({ responseModels: { "": null } }), 400, 200],
  "required-ignored": [createModel({ name: "Third" }), 400, 201],
  "minimum-ignored": [create({ ...API, corsConfiguration: { maxAge: -2 } }), 400, 201],
  "malformed-json": [update("{"), 400, 200],
  "rare-500": [update({ responseModels: { 𐀀: "" } }), 200, 500],
  "description-1000": [create({ ...API, description: " ".repeat(1001) }), 201, 400],
  "token-refused": [
    async (at) => {
      const { body } = await send(at, "GET", "/v2/apis?maxResults=1");
      return status(send(at, "GET", `/v2/apis?nextToken=${String(body["nextToken"])}`));
    },
    200,
    400,
  ],
  "auth-ignored": [(at) => status(send(at, "GET", "/v2/apis", undefined, { authorization: undefined })), 403, 200],
  "replace-not-merge": [
    async (at, family) => {
      await send(at, "PATCH", family.routeResponse, { modelSelectionExpression: "kept" });
      return after({}, "modelSelectionExpression")(at, family);
    },
    "kept",
    undefined,
  ],
  "update-lost": [after({ modelSelectionExpression: "new" }, "modelSelectionExpression"), "new", undefined],
  "empty-kept": [
    async (at, family) => {
      await send(at, "PATCH", family.routeResponse, { modelSelectionExpression: "old" });
      return after({ modelSelectionExpression: "" }, "modelSelectionExpression")(at, family);
    },
    undefined,
    "old",
  ],
  "delete-keeps": [(at, family) => afterDelete(family.routeResponse)(at, family), 404, 200],
  "get-after-delete": [
    async (at, family) => {
      const created = await send(at, "POST", `${family.api}/models`, MODEL);
      return afterDelete(`${family.api}/models/${idOf(created, "modelId")}`)(at, family);
    },
    404,
    200,
  ],
  "created-elsewhere": [
    async (at, { api }) => {
      const created = await send(at, "POST", `${api}/models`, MODEL);
      return status(send(at, "GET", `${api}/models/${idOf(created, "modelId")}`));
    },
    200,
    404,
  ],
  "refused-and-written": [
    async (at, family) => typeof (await after({ routeResponseKey: "" }, "modelSelectionExpression")(at, family)),
    "undefined",
    "string",
  ],
};

test("every defect has its own name, a check, a counterexample, and a probe here", () => {
  const names = DEFECTS.map(({ name }) => name);
  expect(new Set(names)).toHaveLength(names.length);
  expect(names.length).toBeGreaterThanOrEqual(25);
  expect(Object.keys(PROBES).sort()).toEqual(names.toSorted());
  expect(
    DEFECTS.filter(
      ({ check, counterexample, description }) => check === "" || counterexample === "" || description === "",
    ),
  ).toEqual([]);
});

describe("the defect shows, and only where it was asked for:", () => {
  let sound: Endpoint;
  beforeAll(async () => {
    // The endpoint tells its operator of what it has not foreseen; here it is foreseen.
    vi.spyOn(console, "error").mockReturnValue();
    sound = await startEndpoint();
    await newFamily(sound);
  });
  afterAll(() => sound.close());

  test.each(DEFECTS)("$name: $description", async (defect) => {
    const [probe, whenSound, whenFaulty] = PROBES[defect.name] ?? [];
    const faulty = await startEndpoint({ defect });
    await newFamily(faulty);
    expect(await probe?.(sound, await newFamily(sound))).toEqual(whenSound);
    expect(await probe?.(faulty, await familyOf(faulty))).toEqual(whenFaulty);
    await faulty.close();
  });

  /** A family whose identifiers come from lists, since some defects tell wrong ones. */
  async function familyOf(at: Endpoint): Promise<Family> {
    const { api, route } = await newFamily(at);
    const { body } = await send(at, "GET", `${route}/routeresponses`);
    const [first] = Object(body["items"]);
    return { api, route, routeResponse: `${route}/routeresponses/${String(first.routeResponseId)}` };
  }
});
