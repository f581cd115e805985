import fc from "fast-check";
import {
  createApi,
  CreateApi,
  createModel,
  CreateModel,
  createRoute,
  CreateRoute,
  createRouteResponse,
  CreateRouteResponse,
  getRouteResponse,
  GetRouteResponse,
  updateRouteResponse,
  UpdateRouteResponse,
} from "../../generated/apigatewayv2/index.ts";
import { send } from "../../runtime/index.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";

/** Where a route response is, and two models that it may name. */
export interface Place {
  readonly apiId: string;
  readonly routeId: string;
  readonly routeResponseId: string;
}

export type Update = UpdateRouteResponse.Input["body"];

/** Credentials of the right form: the endpoint takes any key, Prism looks only whether there are some. */
const CREDENTIALS = [
  "authorization",
  `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
] as const;

export interface Api {
  send(request: WireRequest): Promise<WireResponse>;
  update(place: Place, body: Update): Promise<UpdateRouteResponse.Answer>;
  read(place: Place): Promise<GetRouteResponse.Answer>;
  /** Makes an API of a protocol, a route and, for WebSocket, a route response, with the models `first` and `second`. */
  makePlace(): Promise<Place>;
}

export function signed(request: WireRequest): WireRequest {
  return { ...request, headers: [...request.headers, CREDENTIALS] };
}

export function apiAt(baseUrl: string): Api {
  const sendIt = (request: WireRequest): Promise<WireResponse> => send(baseUrl, signed(request));
  return {
    send: sendIt,
    update: async (place, body) => UpdateRouteResponse.decode(await sendIt(updateRouteResponse({ ...place, body }))),
    read: async (place) => GetRouteResponse.decode(await sendIt(getRouteResponse(place))),
    makePlace: async () => {
      const { apiId = "" } = made(
        CreateApi.decode(await sendIt(createApi({ body: { name: "chat", protocolType: "WEBSOCKET" } }))),
      );
      const { routeId = "" } = made(
        CreateRoute.decode(await sendIt(createRoute({ apiId, body: { routeKey: "$default" } }))),
      );
      for (const name of ["first", "second"])
        made(CreateModel.decode(await sendIt(createModel({ apiId, body: { name, schema: "{}" } }))));
      const created = CreateRouteResponse.decode(
        await sendIt(createRouteResponse({ apiId, routeId, body: { routeResponseKey: "$default" } })),
      );
      return { apiId, routeId, routeResponseId: made(created).routeResponseId ?? "" };
    },
  };
}

type Created<Answer> = Extract<Answer, { readonly case: 201; readonly body: unknown }>["body"];

function made<Answer extends { readonly case: unknown; readonly response: WireResponse }>(
  answer: Answer,
): Created<Answer> {
  if (answer.case !== 201 || !("body" in answer)) throw new Error(`Expected 201, but ${answer.response.status} came.`);
  return answer.body;
}

/** Any text that can be a key of a map or a selection expression. */
const text = (constraints: fc.StringConstraints = {}): fc.Arbitrary<string> =>
  fc.string({ unit: "grapheme", size: "small", ...constraints });

/** Every update that the document allows in a place where the models `first` and `second` exist; nothing in it removes what is there. */
export const validUpdates: fc.Arbitrary<Update> = fc.record(
  {
    routeResponseKey: fc.constant("$default" as const),
    modelSelectionExpression: text({ minLength: 1 }),
    responseModels: fc.dictionary(text(), fc.constantFrom("first", "second"), { noNullPrototype: true }),
    responseParameters: fc.dictionary(
      text(),
      fc.record({ required: fc.boolean() }, { requiredKeys: [], noNullPrototype: true }),
      { noNullPrototype: true },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const notString = fc.oneof(fc.boolean(), fc.integer(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.string()));
const notObject = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.array(fc.string()));
const longName = fc.integer({ min: 129, max: 300 }).map((length) => "a".repeat(length));

/** Each way to break an update, by the rule of the document that it breaks, and the bodies that do. `keys`: what the keys of maps are drawn from. */
export function brokenUpdates(keys: fc.Arbitrary<string> = text()): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const keyed = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.tuple(keys, value).map(([key, drawn]) => Object.fromEntries([[key, drawn]]));
  return {
    "the body is no object": fc.oneof(
      fc.boolean(),
      fc.integer(),
      fc.string(),
      fc.array(fc.string()),
      fc.constant(null),
    ),
    "routeResponseKey is no string": fc.record({ routeResponseKey: notString }),
    "routeResponseKey is not $default": fc.record({ routeResponseKey: text().filter((key) => key !== "$default") }),
    "modelSelectionExpression is no string": fc.record({ modelSelectionExpression: notString }),
    "responseModels is no object": fc.record({ responseModels: notObject }),
    "a response model is no string": fc.record({ responseModels: keyed(notString) }),
    "a response model is null": fc.record({ responseModels: keyed(fc.constant(null)) }),
    "a response model's name is longer than 128": fc.record({ responseModels: keyed(longName) }),
    "responseParameters is no object": fc.record({ responseParameters: notObject }),
    "a response parameter is no object": fc.record({ responseParameters: keyed(notObject) }),
    "required is no boolean": fc.record({
      responseParameters: keyed(
        fc.record({
          required: fc.oneof(
            notObject.filter((value) => typeof value !== "boolean"),
            fc.constantFrom("true", "false", 0, 1),
          ),
        }),
      ),
    }),
  };
}

/** The request of an update whose body the types would not allow. */
export function untypedUpdate(place: Place, body: unknown): WireRequest {
  return { ...updateRouteResponse({ ...place, body: {} }), body: JSON.stringify(body) };
}
