/**
 * Parameters to wire text, one small function for each family of cases, so that a bundle holds only what its operations use. Values follow the
 * OpenAPI table ("Style Values") and RFC 6570: undefined and null are left out everywhere, an empty array or object is as good as absent.
 * A parameter with `content` is written by its media type first: `queryValue(name, JSON.stringify(value))`, `headerJson(name, value)`.
 */
export { component, reserved } from "./style.ts";
export { cookieForm, cookiePlain, cookies, cookieValue, header, headerJson, headerValue } from "./styleHeader.ts";
export {
  label,
  labelExploded,
  matrix,
  matrixExploded,
  pathSegment,
  segment,
  simple,
  simpleExploded,
} from "./stylePath.ts";
export { deepObject, form, formExploded, pipeDelimited, queryValue, search, spaceDelimited } from "./styleQuery.ts";
