/** What must compile and what must not: every line after a `@ts-expect-error` is a fault that the types find. */
import { createApi, getApis, updateRouteResponse } from "../../generated/apigatewayv2/index.ts";
import { addPet, getPet, listPets } from "../generator/features/index.ts";

const ids = { apiId: "a", routeId: "b", routeResponseId: "c" };

updateRouteResponse({ ...ids, body: {} });
updateRouteResponse({ ...ids, body: { responseModels: { $default: "Empty" }, routeResponseKey: "$default" } });
// @ts-expect-error a path parameter is missing
updateRouteResponse({ apiId: "a", routeId: "b", body: {} });
// @ts-expect-error the body is missing
updateRouteResponse(ids);
// @ts-expect-error a path parameter of another type
updateRouteResponse({ ...ids, apiId: 1, body: {} });
// @ts-expect-error no such parameter
updateRouteResponse({ ...ids, stageName: "s", body: {} });
// @ts-expect-error no such member of the body
updateRouteResponse({ ...ids, body: { routeKey: "$default" } });
// @ts-expect-error a member of another type
updateRouteResponse({ ...ids, body: { modelSelectionExpression: 1 } });
// @ts-expect-error a required member of the body is missing
createApi({ body: { name: "a" } });
// @ts-expect-error not one of the documented values
createApi({ body: { name: "a", protocolType: "TCP" } });

getApis();
getApis({ maxResults: undefined });
// @ts-expect-error the document says that it is a string
getApis({ maxResults: 10 });

listPets({ "X-Trace": "t", sort: ["name"], limit: 1 });
// @ts-expect-error a required header is missing
listPets({ limit: 1 });
// @ts-expect-error not one of the documented values
listPets({ "X-Trace": "t", sort: ["size"] });

getPet({ path: { id: 1 }, query: { id: "b" } });
// @ts-expect-error one name in two places is told apart by place
getPet({ id: 1 });

addPet();
addPet({ body: { name: "Rex", age: 3 } });
addPet({ contentType: "text/plain", body: "Rex" });
addPet({ contentType: "multipart/form-data", body: { photo: new Uint8Array(1) } });
// @ts-expect-error the body of another media type
addPet({ contentType: "text/plain", body: { name: "Rex", age: 3 } });
// @ts-expect-error a media type that is not documented
addPet({ contentType: "application/xml", body: "<pet/>" });

const request = updateRouteResponse({ ...ids, body: {} });
// @ts-expect-error a request is not changed but made anew
request.method = "GET";
// @ts-expect-error its header lines as little
request.headers.push(["authorization", "x"]);
