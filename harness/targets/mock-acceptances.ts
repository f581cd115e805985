import { isUtf8 } from "node:buffer";
import {
  closesInAllOf,
  isMisnamed,
  isNotCompiled,
  isSpread,
  parameterAt,
  schemasBeside,
  textOf,
  textsOf,
  typesOf,
} from "./mock-features.ts";
import type { Oversight } from "./mock-fault.ts";
import { someSchema } from "./some-schema.ts";

/** What Prism 5.16 does not see, as measured (tests/mock). Each looks at one failure of the request. */
export const OVERSIGHTS: readonly Oversight[] = [
  {
    explanation:
      "Prism validates nothing against a schema with a pattern that is no regular expression under the flag u.",
    overlooks: ({ at, keyword }, { operation, views }) =>
      keyword !== "mediaType" &&
      schemasBeside(operation, at).some((schema) => isNotCompiled(schema, views.request.resolve)),
  },
  {
    explanation: "Prism merges the branches of allOf and forgets that one of them allows no other properties.",
    overlooks: ({ at, keyword }, { operation, views: { request } }) =>
      keyword === "additionalProperties" &&
      schemasBeside(operation, at).some((schema) =>
        someSchema(schema, request.resolve, (found) => closesInAllOf(found, request.resolve)),
      ),
  },
  {
    explanation: "Prism takes an optional body of null for no body.",
    overlooks: ({ at }, { operation: { requestBody }, request }) =>
      at === "body" && requestBody?.required === false && textOf(request).trim() === "null",
  },
  {
    explanation: "Prism puts a replacement character where bytes are not UTF-8, and goes on.",
    overlooks: ({ at }, { request: { body } }) => at === "body" && typeof body === "object" && !isUtf8(body),
  },
  {
    explanation: "Prism does not validate cookie parameters, nor parameters that are described by content.",
    overlooks: ({ at }, { operation }) => {
      const parameter = parameterAt(operation, at);
      return parameter?.in === "cookie" || parameter?.mediaType !== undefined;
    },
  },
  {
    explanation: "Prism reads numbers as JavaScript does: 1e2, 0x10, +5, Infinity.",
    overlooks: ({ at, keyword }, { operation, request }) => {
      const parameter = parameterAt(operation, at);
      return (
        parameter !== undefined &&
        keyword === "type" &&
        typesOf(parameter.schema.schema).some((type) => type === "integer" || type === "number") &&
        textsOf(operation, request, parameter).every((text) => text.trim() !== "" && !Number.isNaN(Number(text)))
      );
    },
  },
  {
    explanation:
      "Prism knows an object in the query by the names that its schema has, and by these in lower case only.",
    overlooks: ({ at }, { operation }) => {
      const parameter = parameterAt(operation, at);
      return parameter !== undefined && isSpread(parameter);
    },
  },
  {
    explanation: "Prism takes a query parameter by another name for a documented one that differs in case.",
    overlooks: ({ at, keyword }, { operation, request }) => {
      const parameter = parameterAt(operation, at);
      return keyword === "required" && parameter !== undefined && isMisnamed(parameter, operation, request);
    },
  },
  {
    explanation: "Prism does not validate query parameters with brackets at the end of their names.",
    overlooks: ({ at }) => at.startsWith("query.") && at.endsWith("[]"),
  },
];
