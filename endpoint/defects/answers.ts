import { changing, inBody, isRouteResponse, isUpdateRouteResponse, type Defect } from "./defect.ts";

const without = (headers: Readonly<Record<string, string>>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

/** Any other status for a successful updateRouteResponse. */
export const updateStatus = (status: number): Pick<Defect, "apply"> =>
  changing(
    (request, sound) => isUpdateRouteResponse(request) && sound === 200,
    () => ({ status }),
  );

/** Faults of the answer alone: what is kept is right, what is told of it is not. */
export const answerDefects: readonly Defect[] = [
  {
    name: "status-202",
    description: "updateRouteResponse answers 202 instead of 200",
    check: "statusCodeConformance",
    counterexample: "PATCH …/routeresponses/{routeResponseId} {}",
    ...updateStatus(202),
  },
  {
    name: "id-as-number",
    description: "a route response's routeResponseId is a number",
    check: "responseSchemaConformance",
    counterexample: 'POST …/routeresponses {"routeResponseKey":"$default"}',
    ...changing(
      ({ path }, status) => path.includes("/routeresponses") && status < 300,
      inBody((body) => ("routeResponseId" in body ? { ...body, routeResponseId: 17 } : body)),
    ),
  },
  {
    name: "no-error-type",
    description: "errors come without x-amzn-errortype",
    check: "responseHeadersConformance",
    counterexample: "GET /v2/apis/a",
    ...changing(
      (_, status) => status >= 400,
      ({ headers }) => ({ headers: without(headers, "x-amzn-errortype") }),
    ),
  },
  {
    name: "wrong-error-type",
    description: "a 404 calls itself BadRequestException",
    check: "responseHeadersConformance",
    counterexample: "GET /v2/apis/a",
    ...changing(
      (_, status) => status === 404,
      ({ headers }) => ({ headers: { ...headers, "x-amzn-errortype": "BadRequestException" } }),
    ),
  },
  {
    name: "no-request-id",
    description: "successful answers come without x-amzn-requestid",
    check: "responseHeadersConformance",
    counterexample: "GET /v2/apis",
    ...changing(
      (_, status) => status < 300,
      ({ headers }) => ({ headers: without(headers, "x-amzn-requestid") }),
    ),
  },
  {
    name: "html-error",
    description: "errors are HTML pages",
    check: "contentTypeConformance",
    counterexample: "GET /v2/apis/a",
    ...changing(
      (_, status) => status >= 400,
      ({ status, headers }) => ({
        headers: { ...headers, "content-type": "text/html" },
        body: `<html><body><h1>Error ${status}</h1></body></html>`,
      }),
    ),
  },
  {
    name: "wrong-content-type",
    description: "lists say that they are text/plain",
    check: "contentTypeConformance",
    counterexample: "GET /v2/apis",
    ...changing(
      ({ path }, status) => path === "/v2/apis" && status === 200,
      ({ headers }) => ({ headers: { ...headers, "content-type": "text/plain" } }),
    ),
  },
  {
    name: "capital-message",
    description: "an error's message is called Message",
    check: "responseSchemaConformance",
    counterexample: "GET /v2/apis/a",
    ...changing(
      (_, status) => status >= 400,
      inBody(({ message = "", ...others }) => ({ Message: message, ...others })),
    ),
  },
  {
    name: "timestamp-as-number",
    description: "an API's createdDate is a number of seconds",
    check: "responseSchemaConformance",
    counterexample: 'POST /v2/apis {"name":"a","protocolType":"WEBSOCKET"}',
    ...changing(
      ({ path }, status) => path.startsWith("/v2/apis") && status < 300,
      inBody((body) => ("createdDate" in body ? { ...body, createdDate: 1_767_225_600 } : body)),
    ),
  },
  {
    name: "null-members",
    description: "members that a route response does not have are written as null",
    check: "responseSchemaConformance",
    counterexample: 'POST …/routeresponses {"routeResponseKey":"$default"}',
    ...changing(
      ({ path }, status) => path.includes("/routeresponses") && status < 300,
      inBody((body) => ("routeResponseId" in body ? { modelSelectionExpression: null, ...body } : body)),
    ),
  },
  {
    name: "empty-200",
    description: "what does not exist is answered 200 with nothing",
    check: "contentTypeConformance",
    counterexample: "GET /v2/apis/a",
    ...changing(
      ({ method }, status) => method === "GET" && status === 404,
      () => ({ status: 200, body: "" }),
    ),
  },
  {
    name: "stack-trace",
    description: "a 400 tells where in the program it was thrown",
    check: "stackTraceLeak",
    counterexample: 'POST /v2/apis {"name":""}',
    ...changing(
      (_, status) => status === 400,
      inBody(({ message = "" }) => ({ message: new Error(JSON.stringify(message)).stack ?? "" })),
    ),
  },
  {
    name: "no-allow",
    description: "a 405 does not say which methods there are",
    check: "allowHeaderConformance",
    counterexample: "PUT /v2/apis",
    ...changing(
      (_, status) => status === 405,
      ({ headers }) => ({ headers: without(headers, "allow") }),
    ),
  },
  {
    name: "any-method",
    description: "a PUT of a route response is answered 200",
    check: "unsupportedMethod",
    counterexample: "PUT …/routeresponses/{routeResponseId}",
    ...changing(
      (request, status) => request.method === "PUT" && isRouteResponse(request) && status === 405,
      ({ headers }) => ({ status: 200, headers: without(headers, "x-amzn-errortype"), body: "{}" }),
    ),
  },
  {
    name: "latin1-echo",
    description: "updateRouteResponse answers texts whose UTF-8 was read as Latin-1",
    check: "textUndamaged",
    counterexample: 'PATCH …/routeresponses/{routeResponseId} {"modelSelectionExpression":"é"}',
    ...changing(
      (request, status) => isUpdateRouteResponse(request) && status === 200,
      ({ body }) => ({ body: Buffer.from(body, "utf8").toString("latin1") }),
    ),
  },
  {
    name: "location-nowhere",
    description: "a new model's Location leads to nothing",
    check: "locationResolves",
    counterexample: 'POST …/models {"name":"a","schema":"null"}',
    ...changing(
      ({ path }, status) => path.endsWith("/models") && status === 201,
      ({ headers }) => ({ headers: { ...headers, location: "/v2/apis/nowhere" } }),
    ),
  },
];
