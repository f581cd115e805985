import { isJsonObject, parseJson, stringifyJson } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Model, Operation, Schema } from "../../model/model.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";
import { jsonOf, libraryError, mockViolations, problemOf } from "./mock-violations.ts";
import type { MockViolation } from "./mock-violations.ts";
import { someSchema } from "./some-schema.ts";

/** Why an answer of the mock is not what the document says, although neither the document nor an API is at fault. */
export interface MockFault {
  readonly class: "ownAnswer" | "falseRejection" | "falseAcceptance" | "wrongAnswer";
  readonly explanation: string;
}

interface Answered {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly response: WireResponse;
  readonly resolve: Model["resolve"];
  readonly violations: readonly MockViolation[];
}

interface KnownFault extends MockFault {
  readonly shows: (answered: Answered) => boolean;
}

/** What Prism 5.16 does otherwise than the document says, as measured (tests/mock/prism.test.ts). The first that shows is the explanation. */
const KNOWN: readonly KnownFault[] = [
  {
    class: "falseRejection",
    explanation: "Prism takes a required body of null, false, 0 or an empty string for no body.",
    shows: ({ request, violations }) =>
      (request.body?.length ?? 0) > 0 && violations.some(({ message }) => message === "Body parameter is required"),
  },
  {
    class: "falseRejection",
    explanation: "Prism splits a path parameter at its commas, be it a string or not.",
    shows: ({ request, violations }) =>
      pathOf(request).includes(",") &&
      violations.some(({ location, code }) => location[0] === "path" && code === "type"),
  },
  {
    class: "falseRejection",
    explanation: "Prism divides in binary: 19.99 is then no multiple of 0.01.",
    shows: ({ violations }) => violations.some(({ code, message }) => code === "multipleOf" && !/ \d+$/.test(message)),
  },
  {
    class: "falseRejection",
    explanation: "Prism reads a body without a content type as text.",
    shows: ({ request, violations }) =>
      contentType(request) === undefined &&
      (request.body?.length ?? 0) > 0 &&
      violations.some(({ side, location }) => side === "request" && location[0] === "body"),
  },
  {
    class: "falseRejection",
    explanation: "Prism removes the path segments . and .., encoded or not, before it looks for the operation.",
    shows: ({ request, response }) => response.status >= 400 && /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(pathOf(request)),
  },
  {
    class: "ownAnswer",
    explanation: "Prism answers in its own words where the document has no response for the case.",
    shows: ({ response }) => problemOf(response) !== undefined || libraryError(response) !== undefined,
  },
  {
    class: "wrongAnswer",
    explanation: "The answer that Prism has made up breaks the schema that it was made from, as Prism says itself.",
    shows: (answered) => !isExample(answered) && answered.violations.some(({ side }) => side === "response"),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism sends a content type with an empty body where the document has no content.",
    shows: ({ operation, response }) =>
      response.body.length === 0 &&
      response.headers.some(([name, value]) => name === "Content-type" && value === "text/plain") &&
      documented(operation, response)?.content.length === 0,
  },
  {
    class: "falseAcceptance",
    explanation:
      "Prism validates nothing against a body schema with a pattern that is no regular expression under the flag u.",
    shows: accepted(({ operation, resolve }) => someBody(operation, resolve, hasBrokenPattern)),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism merges the branches of allOf and forgets that one of them allows no other properties.",
    shows: accepted(({ operation, resolve }) =>
      someBody(operation, resolve, (schema) => closesInAllOf(schema, resolve)),
    ),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism does not look at discriminator.",
    shows: accepted(({ operation, resolve }) => someBody(operation, resolve, (schema) => "discriminator" in schema)),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism does not validate cookie parameters, nor parameters that are described by content.",
    shows: accepted(({ operation }) =>
      operation.parameters.some((parameter) => parameter.in === "cookie" || parameter.mediaType !== undefined),
    ),
  },
  {
    class: "falseAcceptance",
    explanation:
      "Prism takes for a number what JavaScript does: 1e2, 0x10, +5, Infinity, and an empty text for no value.",
    shows: accepted(({ operation, request }) => {
      const numbers = operation.parameters.some(({ schema }) => isNumeric(schema.schema));
      return numbers && /[=/,]$|[=/,](?:&|[+-]?(?:0[xob]|Infinity)|%2B|\+|[\d.]+e)/i.test(request.target);
    }),
  },
];

/** The reason, where an answer of Prism that deviates from the document shows one of its known faults. Not to be asked of other targets. */
export function explainMock(
  operation: Operation,
  request: WireRequest,
  response: WireResponse,
  resolve: Model["resolve"],
): MockFault | undefined {
  const answered = { operation, request, response, resolve, violations: mockViolations(response) };
  const known = KNOWN.find(({ shows }) => shows(answered));
  return known && { class: known.class, explanation: known.explanation };
}

/** An answer that Prism gives when it has failed itself. */
export function isOwnFault(response: WireResponse): boolean {
  return response.status === 500 && (problemOf(response) !== undefined || libraryError(response) !== undefined);
}

/** Prism 5.16 waits for ever for the end of a body that it has read already, when that body is no JSON. */
export function neverAnswered(request: WireRequest): boolean {
  const mediaType = contentType(request)?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^application\/(?:json|[^/;]+\+json)$/.test(mediaType) || (request.body?.length ?? 0) === 0) return false;
  return parseJson(Buffer.from(request.body ?? "").toString()).outcome === "malformed";
}

function accepted(shows: KnownFault["shows"]): KnownFault["shows"] {
  return (answered) => answered.response.status < 400 && shows(answered);
}

function pathOf(request: WireRequest): string {
  return request.target.split("?")[0] ?? "";
}

function contentType(request: WireRequest): string | undefined {
  return request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
}

function documented(operation: Operation, response: WireResponse): Operation["responses"][number] | undefined {
  const wanted = [String(response.status), `${Math.floor(response.status / 100)}XX`, "default"];
  return wanted.map((status) => operation.responses.find((each) => each.status === status)).find((found) => found);
}

/** An example of the document that breaks its schema is the document's fault: Prism only hands it on. */
function isExample({ operation, response }: Answered): boolean {
  const body = jsonOf(response);
  const text = body === undefined ? undefined : stringifyJson(body);
  const content = documented(operation, response)?.content ?? [];
  return content.some(({ examples }) => examples.some(({ value }) => stringifyJson(value) === text));
}

function someBody(operation: Operation, resolve: Model["resolve"], has: (schema: JsonObject) => boolean): boolean {
  return operation.requestBody?.content.some(({ schema }) => someSchema(schema.schema, resolve, has)) ?? false;
}

function hasBrokenPattern(schema: JsonObject): boolean {
  const named = isJsonObject(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
  const pattern = schema["pattern"];
  return [...named, ...(typeof pattern === "string" ? [pattern] : [])].some((each) => !compiles(each));
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").unicode;
  } catch {
    return false;
  }
}

function closesInAllOf(schema: JsonObject, resolve: Model["resolve"]): boolean {
  const branches = Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isJsonObject) : [];
  return branches.some((branch) => {
    const referred = typeof branch["$ref"] === "string" ? resolve(branch["$ref"]) : branch;
    return isJsonObject(referred) && referred["additionalProperties"] === false;
  });
}

function isNumeric(schema: Schema): boolean {
  const type = isJsonObject(schema) ? schema["type"] : undefined;
  const types = Array.isArray(type) ? type : [type];
  return types.includes("integer") || types.includes("number");
}
