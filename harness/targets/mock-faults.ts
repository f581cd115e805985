import { isUtf8 } from "node:buffer";
import type { Model, Operation } from "../../model/model.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";
import { headerName } from "../credentials/place.ts";
import { statefulChecks } from "../stateful/index.ts";
import {
  closesInAllOf,
  contentType,
  hasBody,
  hasBrokenPattern,
  isMadeUp,
  isNumeric,
  pathOf,
  someBody,
  someInput,
} from "./mock-features.ts";
import type { KnownFault, MockFault } from "./mock-fault.ts";
import { INPUT_FAULTS } from "./mock-inputs.ts";
import type { Answered } from "./mock-features.ts";
import { libraryError, mockViolations, problemOf } from "./mock-violations.ts";

/** An answer that is wrong in itself says nothing of the request, and the other way round. */
const CHECKS: Readonly<Record<MockFault["class"], readonly string[]>> = {
  falseAcceptance: ["negativeDataRejection"],
  falseRejection: ["positiveDataAcceptance", "statusCodeConformance"],
  wrongAnswer: ["responseSchemaConformance", "responseHeadersConformance", "contentTypeConformance"],
  ownAnswer: [
    "notAServerError",
    "positiveDataAcceptance",
    "statusCodeConformance",
    "responseSchemaConformance",
    "responseHeadersConformance",
    "contentTypeConformance",
    "allowHeaderConformance",
    "errorCodeConformance",
  ],
};

/** What Prism 5.16 does otherwise than the document says, as measured (tests/mock). The first that shows is the explanation. */
const KNOWN: readonly KnownFault[] = [
  {
    class: "falseRejection",
    explanation: "Prism takes a required body of null, false, 0 or an empty string for no body.",
    shows: ({ request, violations }) =>
      hasBody(request) && violations.some(({ message }) => message === "Body parameter is required"),
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
    explanation: "Prism bounds int64 of OpenAPI 3.0 by the integers that are exact in JavaScript, 9007199254740991.",
    shows: ({ violations }) => violations.some(({ message }) => / -?9007199254740991$/.test(message)),
  },
  {
    class: "falseRejection",
    explanation: "Prism reads a body without a content type as text.",
    shows: ({ request, violations }) =>
      contentType(request) === undefined &&
      hasBody(request) &&
      violations.some(({ side, location }) => side === "request" && location[0] === "body"),
  },
  {
    class: "falseRejection",
    explanation: "Prism removes the path segments . and .., encoded or not, before it looks for the operation.",
    shows: ({ request, response }) => response.status >= 400 && /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(pathOf(request)),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism answers a valid request with a documented refusal where the document has no success.",
    checks: [...CHECKS.falseRejection, "allowHeaderConformance"],
    shows: ({ operation, response }) =>
      response.status >= 400 && operation.responses.every(({ status }) => /^[45]/.test(status)),
  },
  {
    class: "falseRejection",
    explanation: "Prism takes no body where a document of Swagger 2.0 names no content type in consumes.",
    shows: ({ violations }) => violations.some(({ message }) => message.startsWith("No supported content types")),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism does not look at a query in a path of the document: the first operation at the path answers.",
    checks: ["negativeDataRejection", ...CHECKS.falseRejection, ...CHECKS.wrongAnswer],
    shows: ({ operation }) => operation.path.includes("?"),
  },
  {
    class: "ownAnswer",
    explanation: "Prism answers in its own words where the document has no response for the case.",
    shows: ({ response }) => problemOf(response) !== undefined || libraryError(response) !== undefined,
  },
  {
    class: "wrongAnswer",
    explanation: "The body is of Prism's own making: no example of the document.",
    checks: ["responseSchemaConformance"],
    shows: isMadeUp,
  },
  {
    class: "wrongAnswer",
    explanation: "The headers are of Prism's own making, and Prism says itself that they are wrong.",
    checks: ["responseHeadersConformance"],
    shows: ({ violations }) => violations.some(({ side, location }) => side === "response" && location[0] === "header"),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism sends no body where the document gives neither a schema nor an example to make one from.",
    checks: ["contentTypeConformance"],
    shows: ({ response }) => response.body.length === 0,
  },
  {
    class: "falseAcceptance",
    explanation:
      "Prism validates nothing against a schema with a pattern that is no regular expression under the flag u.",
    shows: (answered) => someInput(answered, hasBrokenPattern),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism merges the branches of allOf and forgets that one of them allows no other properties.",
    shows: (answered) => someBody(answered, (schema) => closesInAllOf(schema, answered.resolve)),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism looks whether credentials are there, not at their form.",
    checks: ["ignoredAuth"],
    shows: ({ operation: { security }, request }) =>
      security.some(({ schemes }) =>
        schemes.some(({ scheme }) => request.headers.some(([name]) => name.toLowerCase() === headerName(scheme))),
      ),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism puts a replacement character where bytes are not UTF-8, and goes on.",
    shows: ({ request: { body } }) => typeof body === "object" && !isUtf8(body),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism does not look at discriminator.",
    shows: (answered) => someBody(answered, (schema) => "discriminator" in schema),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism does not validate cookie parameters, nor parameters that are described by content.",
    shows: ({ operation: { parameters } }) =>
      parameters.some((parameter) => parameter.in === "cookie" || parameter.mediaType !== undefined),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism reads numbers as JavaScript does: 1e2, 0x10, +5, Infinity.",
    shows: ({ operation, request }) =>
      operation.parameters.some(({ schema }) => isNumeric(schema.schema)) &&
      /[=/,](?:[+-]?(?:0[xob]|Infinity)|%2B|\+|[\d.]+e)/i.test(request.target),
  },
  ...INPUT_FAULTS,
];

/** Whatever a story was to show, the mock has forgotten how it began. */
const FORGETS: MockFault = {
  class: "wrongAnswer",
  explanation: "Prism keeps no state: what was created, changed or deleted, no later answer knows.",
};
const NEEDS_STATE = new Set(statefulChecks.map(({ name }) => name));

/**
 * The reason, where an answer of Prism that deviates from the document shows one of its known faults; `check` names the check that it fails; without it any may be meant.
 * Not to be asked of other targets.
 */
export function explainMock(
  operation: Operation,
  request: WireRequest,
  response: WireResponse,
  resolve: Model["resolve"],
  check?: string,
): MockFault | undefined {
  if (check !== undefined && NEEDS_STATE.has(check)) return FORGETS;
  const answered = { operation, request, response, resolve, violations: mockViolations(response) };
  const known = KNOWN.find((fault) => explains(fault, answered, check));
  return known && { class: known.class, explanation: known.explanation };
}

function explains(fault: KnownFault, answered: Answered, check: string | undefined): boolean {
  if (check !== undefined && !(fault.checks ?? CHECKS[fault.class]).includes(check)) return false;
  // What was accepted has no 4xx.
  if (fault.class === "falseAcceptance" && answered.response.status >= 400) return false;
  return fault.shows(answered);
}
