import { isJsonObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Parameter } from "../../model/model.ts";
import type { KnownFault } from "./mock-fault.ts";
import { contentType } from "./mock-features.ts";
import type { Answered } from "./mock-features.ts";
import type { MockViolation } from "./mock-violations.ts";
import { someSchema } from "./some-schema.ts";

/** How Prism 5.16 misreads parameters and forms, as measured (tests/mock/inputs.test.ts). */
export const INPUT_FAULTS: readonly KnownFault[] = [
  {
    class: "falseRejection",
    explanation: "Prism takes a query or header parameter of empty text for none.",
    shows: (answered) =>
      refusedNames(answered).some(({ place, name }) => sent(answered, place).some(isEmptyAt(name.toLowerCase()))),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism takes a query or header parameter of empty text for none.",
    shows: (answered) =>
      answered.operation.parameters.some((parameter) =>
        sent(answered, parameter.in).some(isEmptyAt(parameter.name.toLowerCase())),
      ),
  },
  {
    class: "falseRejection",
    explanation:
      "Prism asks for header parameters named Accept, Content-Type and Authorization; OpenAPI ignores parameters of these names.",
    shows: (answered) => refusedNames(answered).some(({ place, name }) => place === "header" && IGNORED.has(name)),
  },
  {
    class: "falseRejection",
    explanation: "Prism takes a parameter for an array or object only where its schema has this type and no other.",
    shows: (answered) =>
      refused(answered).some((parameter) => typeOf(parameter) === undefined && isCompound(parameter, answered)),
  },
  {
    class: "falseRejection",
    explanation:
      "Prism knows an object in the query by the names that its schema has, and by these in lower case only.",
    shows: (answered) => refused(answered).some(isSpread),
  },
  {
    class: "falseAcceptance",
    explanation:
      "Prism knows an object in the query by the names that its schema has, and by these in lower case only.",
    shows: ({ operation }) => operation.parameters.some(isSpread),
  },
  {
    class: "falseRejection",
    explanation: "Prism takes a query parameter by another name for a documented one that differs in case.",
    shows: (answered) => refused(answered).some((parameter) => isMisnamed(parameter, answered)),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism takes a query parameter by another name for a documented one that differs in case.",
    shows: (answered) => answered.operation.parameters.some((parameter) => isMisnamed(parameter, answered)),
  },
  {
    class: "falseAcceptance",
    explanation: "Prism does not validate query parameters with brackets at the end of their names.",
    shows: ({ operation }) => operation.parameters.some((each) => each.in === "query" && each.name.endsWith("[]")),
  },
  {
    class: "falseRejection",
    explanation: "Prism reads each field of a form as one text: no array, no object, no part in JSON.",
    shows: ({ request, violations }) =>
      /^(?:multipart\/|application\/x-www-form-urlencoded)/i.test(contentType(request) ?? "") &&
      violations.some(
        ({ side, location, code, message }) =>
          side === "request" &&
          location[0] === "body" &&
          (TEXTS.has(code) || message.startsWith("Reserved characters")),
      ),
  },
  {
    class: "falseAcceptance",
    explanation:
      "Prism reads each part of a form as text, whatever its content type, and of a name given twice the last.",
    shows: ({ request }) => {
      const type = contentType(request) ?? "";
      if (/^multipart\//i.test(type)) return true;
      const fields = Buffer.from(request.body ?? "")
        .toString()
        .split("&");
      const names = fields.map((field) => field.split("=")[0]);
      return /^application\/x-www-form-urlencoded/i.test(type) && new Set(names).size < names.length;
    },
  },
];

/** OAS 3.1, Parameter Object, `name`. */
const IGNORED = new Set(["accept", "content-type", "authorization"]);
/** What a text breaks that was to be an array or object. */
const TEXTS = new Set(["type", "anyOf", "oneOf"]);

interface Named {
  readonly place: string;
  /** In lower case, as Prism has it. */
  readonly name: string;
}

/** The parameters that a request was refused for, by name. */
function refusedNames({ violations }: Answered): readonly Named[] {
  return violations.flatMap((violation) => {
    const [place = "", name] = violation.location;
    const found = name ?? missingName(violation);
    return violation.side === "request" && place !== "body" && found !== undefined
      ? [{ place, name: found.toLowerCase() }]
      : [];
  });
}

function missingName({ code, message }: MockViolation): string | undefined {
  return code === "required" ? /required property '(.*)'$/.exec(message)?.[1] : undefined;
}

function refused(answered: Answered): readonly Parameter[] {
  const names = refusedNames(answered);
  return answered.operation.parameters.filter((parameter) =>
    names.some(({ place, name }) => place === parameter.in && name === parameter.name.toLowerCase()),
  );
}

type Pair = readonly [name: string, value: string];

/** What stands at a place of the request, names as they were sent. */
function sent({ request }: Answered, place: string): readonly Pair[] {
  if (place === "header") return request.headers;
  const query = request.target.split("?").slice(1).join("?");
  return place === "query" ? [...new URLSearchParams(query)] : [];
}

function isEmptyAt(wanted: string): (pair: Pair) => boolean {
  return ([name, value]) => name.toLowerCase() === wanted && value.trim() === "";
}

function isMisnamed(parameter: Parameter, answered: Answered): boolean {
  if (parameter.in !== "query") return false;
  const wanted = parameter.name.toLowerCase();
  return sent(answered, "query").some(([name]) => name !== parameter.name && name.toLowerCase() === wanted);
}

/** The one type that a schema itself names. */
function typeOf({ schema: { schema } }: Parameter): string | undefined {
  const type = isJsonObject(schema) ? schema["type"] : undefined;
  return typeof type === "string" ? type : undefined;
}

function isCompound({ schema }: Parameter, { resolve }: Answered): boolean {
  return someSchema(schema.schema, resolve, hasCompoundType);
}

function hasCompoundType({ type }: JsonObject): boolean {
  const types = Array.isArray(type) ? type : [type];
  return types.includes("array") || types.includes("object");
}

/** An object whose members are parameters of their own. */
function isSpread(parameter: Parameter): boolean {
  if (parameter.in !== "query" || parameter.mediaType !== undefined) return false;
  return parameter.style === "deepObject" || (parameter.explode && typeOf(parameter) === "object");
}
