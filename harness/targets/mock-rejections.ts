import type { Parameter } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { contentType, isSpread, textOf, textsOf, typesOf } from "./mock-features.ts";
import type { Misreading, Suspect } from "./mock-fault.ts";
import type { MockViolation } from "./mock-violations.ts";
import { someSchema } from "./some-schema.ts";

/** What Prism 5.16 complains of although it is right, as measured (tests/mock). Each looks at one complaint. */
export const MISREADINGS: readonly Misreading[] = [
  {
    explanation: "Prism takes a required body of null, false, 0 or an empty string for no body.",
    misreads: ({ message }, { request }) =>
      message === "Body parameter is required" && /^\s*(?:null|false|-?0(?:\.0+)?|"")\s*$/.test(textOf(request)),
  },
  {
    explanation: "Prism splits a path parameter at its commas, be it a string or not.",
    misreads: ({ location: [place, name = ""], code }, { operation, request }) =>
      place === "path" &&
      code === "type" &&
      textsOf(operation, request, { in: "path", name }).some((text) => text.includes(",")),
  },
  {
    explanation: "Prism divides in binary: 19.99 is then no multiple of 0.01.",
    misreads: ({ code, message }) => code === "multipleOf" && / \d+(?:\.\d|e-)\S*$/.test(message),
  },
  {
    explanation: "Prism bounds int64 of OpenAPI 3.0 by the integers that are exact in JavaScript, 9007199254740991.",
    misreads: ({ message }) => / -?9007199254740991$/.test(message),
  },
  {
    explanation: "Prism takes a query or header parameter of empty text for none.",
    misreads: (complaint, { operation, request }) => {
      const { place, name } = complainedOf(complaint);
      return (
        (place === "query" || place === "header") &&
        textsOf(operation, request, { in: place, name }).some((text) => text.trim() === "")
      );
    },
  },
  {
    explanation:
      "Prism asks for header parameters named Accept, Content-Type and Authorization; OpenAPI ignores parameters of these names.",
    misreads: (complaint) => {
      const { place, name } = complainedOf(complaint);
      return place === "header" && IGNORED.has(name.toLowerCase());
    },
  },
  {
    explanation: "Prism takes a parameter for an array or object only where its schema has this type and no other.",
    misreads: (complaint, suspect) => {
      const parameter = parameterOf(complaint, suspect);
      return parameter !== undefined && typesOf(parameter.schema.schema).length !== 1 && isCompound(parameter, suspect);
    },
  },
  {
    explanation:
      "Prism knows an object in the query by the names that its schema has, and by these in lower case only.",
    misreads: (complaint, suspect) => {
      const parameter = parameterOf(complaint, suspect);
      return parameter !== undefined && isSpread(parameter);
    },
  },
  {
    explanation: "Prism splits a list in the query at its encoded commas too.",
    misreads: (complaint, suspect) => {
      const parameter = parameterOf(complaint, suspect);
      return parameter?.in === "query" && !parameter.explode && hasEncodedComma(parameter, suspect.request);
    },
  },
  {
    explanation: "Prism does not split what is spaceDelimited or pipeDelimited.",
    misreads: (complaint, suspect) => {
      const style = parameterOf(complaint, suspect)?.style;
      return complaint.code === "type" && (style === "spaceDelimited" || style === "pipeDelimited");
    },
  },
  {
    explanation: "Prism reads a body that is neither JSON nor a form as text.",
    misreads: ({ location: [place], code }, { request }) =>
      place === "body" &&
      code === "type" &&
      !/[/+]json|^multipart|form-urlencoded/i.test(contentType(request) ?? "json"),
  },
  {
    explanation: "Prism reads JSON of a type such as application/a+json by the schema of application/json.",
    misreads: ({ location: [place] }, { operation, request }) =>
      place === "body" &&
      /\+json/i.test(contentType(request) ?? "") &&
      operation.requestBody?.content.some(({ mediaType }) => mediaType === "application/json") === true,
  },
  {
    explanation: "Prism makes an object of a form's field out of fields that are not there.",
    misreads: ({ location: [place, name = "", ...inner], code, message }, { request }) => {
      const missing = code === "required" && message.includes(`property ${name} must`);
      const isSent = [...new URLSearchParams(textOf(request)).keys()].some((field) => field.startsWith(name));
      return place === "body" && isUrlEncoded(request) && name !== "" && inner.length === 0 && missing && !isSent;
    },
  },
  {
    explanation: "Prism reads each field of a form as one text: no array, no object, no part in JSON.",
    misreads: ({ location: [place], code, message }, { request }) =>
      place === "body" &&
      /^(?:multipart\/|application\/x-www-form-urlencoded)/i.test(contentType(request) ?? "") &&
      (TEXTS.has(code) || message.startsWith("Reserved characters")),
  },
];

function hasEncodedComma({ name }: Parameter, { target }: WireRequest): boolean {
  const [, ...query] = target.split(/[?&]/);
  return query.some((pair) => pair.startsWith(`${encodeURIComponent(name)}=`) && /%2c/i.test(pair));
}

function isUrlEncoded(request: WireRequest): boolean {
  return /^application\/x-www-form-urlencoded/i.test(contentType(request) ?? "");
}

/** OAS 3.1, Parameter Object, `name`. */
const IGNORED = new Set(["accept", "content-type", "authorization"]);
/** What a text breaks that was to be an array or object. */
const TEXTS = new Set(["type", "anyOf", "oneOf"]);

/** The parameter by its name in lower case, as Prism has it; one that it misses stands in the message alone. */
function complainedOf({ location: [place = "", name], code, message }: MockViolation): {
  readonly place: string;
  readonly name: string;
} {
  const missing = code === "required" ? /required property '(.*)'$/.exec(message)?.[1] : undefined;
  return { place, name: name ?? missing ?? "" };
}

function parameterOf(complaint: MockViolation, { operation }: Suspect): Parameter | undefined {
  const { place, name } = complainedOf(complaint);
  return operation.parameters.find(
    (parameter) => parameter.in === place && parameter.name.toLowerCase() === name.toLowerCase(),
  );
}

function isCompound({ schema }: Parameter, { views }: Suspect): boolean {
  return someSchema(schema.schema, views.request.resolve, (found) =>
    typesOf(found).some((type) => type === "array" || type === "object"),
  );
}
