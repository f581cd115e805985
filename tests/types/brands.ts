/** Ids of one kind do not go where another is asked, and those of an answer go on without a word. */
import {
  CreateApi,
  CreateRoute,
  createRoute,
  getApi,
  getRouteResponse,
  GetRoutes,
  updateRoute,
} from "../generator/brands/index.ts";
import { ApiId, RouteId, RouteResponseId } from "../generator/brands/types.ts";
import type { WireResponse } from "../../runtime/index.ts";

declare const response: WireResponse;

declare function use(value: unknown): void;

const api = CreateApi.decode(response);
const route = CreateRoute.decode(response);
const routes = GetRoutes.decode(response);

if (api.case === 201 && route.case === 201) {
  const { apiId } = api.body;
  const { routeId } = route.body;
  getApi({ apiId });
  createRoute({ apiId, body: { routeKey: "$default" } });
  updateRoute({ apiId, routeId, body: {} });
  // @ts-expect-error a route's id is no API's
  getApi({ apiId: routeId });
  // @ts-expect-error changed places
  updateRoute({ apiId: routeId, routeId: apiId, body: {} });
  use(apiId satisfies string);
}
// An item of a list is declared by the same schema.
if (routes.case === 200) {
  for (const { routeId } of routes.body.items) updateRoute({ apiId: ApiId("a"), routeId, body: {} });
}

getRouteResponse({ apiId: ApiId("a"), routeId: RouteId("b"), routeResponseId: RouteResponseId("c") });
// @ts-expect-error a plain string says not whose id it is
getApi({ apiId: "a" });
// @ts-expect-error an id of another kind
getApi({ apiId: RouteId("a") });
// @ts-expect-error an id is made of a value of its own type
use(ApiId(1));
