import { isUtf8 } from "node:buffer";
import { isJsonObject, isRawNumber, stringifyJson, type Json } from "../../model/json.ts";
import type { Operation, Schema } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import type { Failure } from "../wire/judgement.ts";
import { bodyJson, valueAt } from "../state/expression.ts";
import {
  closesInAllOf,
  contentType,
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
    explanation: "Prism asks for no form, though Swagger 2.0 requires a field of it.",
    overlooks: ({ at, keyword, pointer }, { request }) =>
      at === "body" && keyword === "required" && pointer.endsWith("/parameters") && textOf(request) === "",
  },
  {
    explanation: "Prism validates nothing of a form that has a file by Swagger 2.0.",
    overlooks: ({ at, pointer }, { operation }) =>
      at.startsWith("body") &&
      pointer.includes("/parameters/properties/") &&
      schemasBeside(operation, at).some(hasFile),
  },
  {
    explanation: "Prism makes an object of a form's field by the names that its schema has, and drops the others.",
    overlooks: ({ at, keyword }, { request }) =>
      keyword === "additionalProperties" &&
      /^body#\/[^/]+$/.test(at) &&
      /^application\/x-www-form-urlencoded/i.test(contentType(request) ?? ""),
  },
  {
    explanation: "Prism rounds numbers to what JavaScript can hold.",
    overlooks: (failure, { operation, request }) => isRounded(failure, operation, request),
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

/** Of several fields as Swagger 2.0 has them one schema is made, with `format: binary` for a file. */
function hasFile(schema: Schema): boolean {
  const properties = isJsonObject(schema) ? schema["properties"] : undefined;
  return (
    isJsonObject(properties) &&
    Object.values(properties).some((each) => isJsonObject(each) && each["format"] === "binary")
  );
}

/** Whether a number is outside its bounds or no integer, but what JavaScript makes of it is: the bounds of int64 are rounded too. */
function isRounded({ at, keyword }: Failure, operation: Operation, request: WireRequest): boolean {
  const parameter = parameterAt(operation, at);
  const inBody = at.startsWith("body#") ? valueAt(bodyJson(request.body), at.slice("body#".length)) : undefined;
  const texts = parameter === undefined ? [inBody].map(numberText) : textsOf(operation, request, parameter);
  return texts.some((text) => {
    if (keyword === "type") return Number.isInteger(Number(text)) && /\d\.\d*[1-9]/.test(text);
    return (keyword === "minimum" || keyword === "maximum") && Math.abs(Number(text)) === 2 ** 63;
  });
}

function numberText(value: Json | undefined): string {
  return typeof value === "number" || isRawNumber(value) ? stringifyJson(value) : "";
}
