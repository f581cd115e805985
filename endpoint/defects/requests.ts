import { isBody, type Body, type Value } from "../storage.ts";
import {
  changing,
  isCreateApi,
  isCreateModel,
  isCreateRoute,
  isUpdateRouteResponse,
  parsed,
  replacingText,
  rewriting,
  type Defect,
} from "./defect.ts";

const cut = (value: Value | undefined, length: number): Value =>
  typeof value === "string" ? Array.from(value).slice(0, length).join("") : (value ?? null);

const notNull = (map: Value): Value =>
  isBody(map) ? Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)) : map;

const changed = (body: Body, name: string, change: (value: Value) => Value): Body => {
  const value = body[name];
  return value === undefined ? body : { ...body, [name]: change(value) };
};

/** Faults of reading: what should be refused is taken, or the other way round. */
export const requestDefects: readonly Defect[] = [
  {
    name: "long-model-name",
    description: "a model's name of more than 128 characters is accepted",
    check: "negativeDataRejection",
    counterexample: `POST …/models {"name":"${"a".repeat(129)}","schema":"null"}`,
    ...rewriting(isCreateModel, (body) => changed(body, "name", (name) => cut(name, 128))),
  },
  {
    name: "enum-ignored",
    description: "any string is accepted as protocolType",
    check: "negativeDataRejection",
    counterexample: 'POST /v2/apis {"name":"a","protocolType":""}',
    ...rewriting(isCreateApi, (body) =>
      changed(body, "protocolType", (type) => (typeof type === "string" && type !== "HTTP" ? "WEBSOCKET" : type)),
    ),
  },
  {
    name: "boolean-as-string",
    description: "a string is accepted as apiKeyRequired",
    check: "negativeDataRejection",
    counterexample: 'POST …/routes {"routeKey":"a","apiKeyRequired":""}',
    ...rewriting(isCreateRoute, (body) =>
      changed(body, "apiKeyRequired", (value) => (typeof value === "string" ? value === "true" : value)),
    ),
  },
  {
    name: "null-in-map",
    description: "null is accepted as a value of responseModels",
    check: "negativeDataRejection",
    counterexample: 'PATCH …/routeresponses/{routeResponseId} {"responseModels":{"a":null}}',
    ...rewriting(isUpdateRouteResponse, (body) => changed(body, "responseModels", notNull)),
  },
  {
    name: "required-ignored",
    description: "a model is created without its schema",
    check: "negativeDataRejection",
    counterexample: 'POST …/models {"name":"a"}',
    ...rewriting(isCreateModel, (body) => ({ schema: "{}", ...body })),
  },
  {
    name: "minimum-ignored",
    description: "corsConfiguration.maxAge may be less than -1",
    check: "negativeDataRejection",
    counterexample: 'POST /v2/apis {"name":"a","protocolType":"WEBSOCKET","corsConfiguration":{"maxAge":-2}}',
    ...rewriting(isCreateApi, (body) =>
      changed(body, "corsConfiguration", (cors) =>
        isBody(cors) ? changed(cors, "maxAge", (age) => (typeof age === "number" ? Math.max(age, -1) : age)) : cors,
      ),
    ),
  },
  {
    name: "malformed-json",
    description: "a body that is no JSON is read as {}",
    check: "negativeDataRejection",
    counterexample: "PATCH …/routeresponses/{routeResponseId} {",
    ...replacingText(isUpdateRouteResponse, (text) => (parsed(text) === undefined ? "{}" : text)),
  },
  {
    name: "rare-500",
    description: "a key of responseModels beyond U+FFFF makes the server fail",
    check: "notAServerError",
    counterexample: 'PATCH …/routeresponses/{routeResponseId} {"responseModels":{"𐀀":""}}',
    ...rewriting(isUpdateRouteResponse, (body) =>
      changed(body, "responseModels", (models) => {
        if (isBody(models) && /[\u{10000}-\u{10FFFF}]/u.test(Object.keys(models).join(""))) throw new Error("rare-500");
        return models;
      }),
    ),
  },
  {
    name: "description-1000",
    description: "an API's description of more than 1000 characters is refused, though 1024 are allowed",
    check: "positiveDataAcceptance",
    counterexample: `POST /v2/apis {"name":"a","protocolType":"WEBSOCKET","description":"${"a".repeat(1023)}"}`,
    ...rewriting(isCreateApi, (body) =>
      changed(body, "description", (text) =>
        typeof text === "string" && text.length > 1000 ? text.padEnd(1025) : text,
      ),
    ),
  },
  {
    name: "token-refused",
    description: "the second page of a list is always refused",
    check: "positiveDataAcceptance",
    counterexample: "GET /v2/apis?nextToken={nextToken}",
    ...changing(
      (request, status) => request.query("nextToken") !== undefined && status === 200,
      ({ headers }) => ({
        status: 400,
        headers: { ...headers, "x-amzn-errortype": "BadRequestException" },
        body: '{"message":"nextToken: expired"}',
      }),
    ),
  },
  {
    name: "auth-ignored",
    description: "nobody is asked for credentials",
    check: "ignoredAuth",
    counterexample: "GET /v2/apis without Authorization",
    apply: () => ({
      around: (next) => (request) => {
        const credential = "Credential=0/20260101/us-east-1/apigateway/aws4_request";
        const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
        return next({
          ...request,
          header: (name) => (name === "authorization" ? authorization : request.header(name)),
        });
      },
    }),
  },
];
