import { isJsonObject, typeOf, type Json } from "../../../model/json.ts";
import type { Facts, Fault } from "../reference/fault.ts";
import type { Mutant } from "./mutant.ts";

/** Mutants whose fault is told by hand: the protocol around the values, and values that a server breaks down over. */
export const protocolMutants: readonly Mutant[] = [
  ...[
    "withHeaderKey",
    "withQueryKey",
    "withCookieKey",
    "withBasic",
    "withBearer",
    "withOauth",
    "withOpenId",
    "withBoth",
    "withEither",
    "withBody",
  ].map((operation): Mutant => ({
    name: `credentials not asked for by ${operation}`,
    feature: "security",
    check: "ignoredAuth",
    operations: [operation],
    fault: { ignores: new Set(["credentials"]) },
  })),
  leaving(
    "contentType",
    "any content type taken for the documented one",
    "shop",
    "createItem",
    "negativeDataRejection",
  ),
  leaving("contentType", "any content type taken for a form", "form", "order", "negativeDataRejection"),
  leaving("malformed", "what is no JSON taken for nothing", "shop", "createItem", "negativeDataRejection"),
  leaving("malformed", "what is no JSON taken for nothing", "references", "searchByReference", "negativeDataRejection"),
  leaving(
    "accept",
    "an Accept that excludes everything disregarded in spite of a 406",
    "mediaTypes",
    "report",
    "negativeDataRejection",
  ),
  leaving(
    "accept",
    "an Accept that excludes everything disregarded in spite of a 406",
    "noContent",
    "moved",
    "negativeDataRejection",
  ),
  leaving("method", "any method taken", "shop", "getItem", "unsupportedMethod"),
  leaving("method", "any method taken", "queryStyles", "queryScalars", "unsupportedMethod"),
  {
    name: "a 405 without Allow",
    feature: "shop",
    check: "allowHeaderConformance",
    fault: { refusesMethods: (answer) => ({ ...answer, headers: {} }) },
  },
  {
    name: "a 405 whose Allow names the refused method",
    feature: "queryStyles",
    check: "allowHeaderConformance",
    fault: { refusesMethods: (answer) => ({ ...answer, headers: { allow: "GET, POST, PUT, PATCH, DELETE, TRACE" } }) },
  },
  {
    name: "a 415 where the document has 400 for what is invalid",
    feature: "shop",
    check: "errorCodeConformance",
    operations: ["createItem"],
    fault: {
      answers: (answer, { operation }) =>
        answer.status === 400 && operation.id === "createItem" ? { ...answer, status: 415 } : answer,
    },
  },
  {
    name: "a 400 where the document has 415 for another content type",
    feature: "form",
    check: "errorCodeConformance",
    fault: { answers: (answer) => (answer.status === 415 ? { ...answer, status: 400 } : answer) },
  },
  {
    name: "a 400 where the document has 401 for missing credentials",
    feature: "security",
    check: "errorCodeConformance",
    operations: ["withBody"],
    fault: { answers: (answer) => (answer.status === 401 ? { ...answer, status: 400 } : answer) },
  },
  {
    name: "a stack trace in a 400",
    feature: "shop",
    check: "stackTraceLeak",
    fault: {
      answers: (answer) =>
        answer.status === 400
          ? {
              ...answer,
              body: JSON.stringify({
                message: "Error: no\n    at check (/srv/app/check.js:17:9)\n    at main (/srv/app/main.js:3:1)",
              }),
            }
          : answer,
    },
  },
  damaging("with UTF-8 read as Latin-1", "createItem", (text) => Buffer.from(text).toString("latin1")),
  damaging("with what is not ASCII replaced", "replaceItem", (text) => text.replaceAll(/\P{ASCII}/gu, "\ufffd")),
  damaging("with what is not Latin-1 as a question mark", "changeItem", (text) => text.replaceAll(/[^\0-\xff]/gu, "?")),
  damaging("up to a NUL", "createItem", (text) => text.replace(/\\u0000[^"]*/, "")),
  crashing("a character beyond U+FFFF", "shop", "createItem", (values) =>
    values.some(isText(/[\u{10000}-\u{10FFFF}]/u)),
  ),
  crashing("a quote in a text", "shop", "createItem", (values) => values.some(isText(/'/))),
  crashing("the empty text", "shop", "createItem", (values) => values.includes("")),
  crashing("a text of blanks", "shop", "createItem", (values) => values.some(isText(/^\s+$/))),
  crashing("a NUL", "shop", "createItem", (values) => values.some(isText(/\0/))),
  crashing("a percent sign", "queryStyles", "queryScalars", (values) => values.some(isText(/%/))),
  crashing("the least price", "shop", "createItem", (_, body) => body["price"] === 0),
  crashing("the largest price", "shop", "changeItem", (_, body) => body["price"] === 10_000),
  crashing("the last color", "shop", "replaceItem", (_, body) => body["color"] === "blue"),
  crashing("an empty change", "shop", "changeItem", (_, body) => Object.keys(body).length === 0),
  crashing("every member at once", "shop", "createItem", (_, body) => Object.keys(body).length >= 5),
  crashing(
    "two members together",
    "shop",
    "changeItem",
    (_, body) => "sold" in body && "note" in body && !("name" in body),
  ),
  crashing("a member that the document does not know", "maps", "map", (_, body) => {
    const { open } = body;
    return isJsonObject(open) && Object.keys(open).some((name) => name !== "known");
  }),
  crashing("a member called __proto__", "recursion", "write", (_, body) => Object.hasOwn(body, "__proto__")),
  crashing("null", "nullable", "note", (values) => values.includes(null)),
  crashing("a negative number", "arrays", "list", (values) =>
    values.some((value) => typeof value === "number" && value < 0),
  ),
  crashing("an integer beyond 2^53", "numbers", "number", (values) =>
    values.some((value) => typeOf(value) === "number" && typeof value === "object"),
  ),
  crashing("a fraction", "numbers", "number", (values) =>
    values.some((value) => typeof value === "number" && !Number.isInteger(value)),
  ),
  crashing("an empty list", "polymorphism", "addPet", (values) =>
    values.some((value) => Array.isArray(value) && value.length === 0),
  ),
  crashing("the second kind of pet", "polymorphism", "addPet", (_, body) => body["kind"] === "dog"),
  crashing("three levels", "recursion", "plant", (_, body) => depth(body) >= 3),
  crashing(
    "two parameters together",
    "queryStyles",
    "queryScalars",
    (_, __, { parameters }) => parameters.get("query.deep") === true && parameters.get("query.sort") === "down",
  ),
  crashing("an optional header", "headers", "headerScalars", (_, __, { parameters }) =>
    parameters.has("header.X-Dry-Run"),
  ),
  crashing(
    "an optional cookie",
    "cookies",
    "cookieScalars",
    (_, __, { parameters }) => parameters.get("cookie.theme") === "light",
  ),
  crashing("no body at all", "defaults", "putSettings", (_, __, { body }) => body === undefined),
];

function leaving(
  duty: "contentType" | "malformed" | "accept" | "method",
  name: string,
  feature: string,
  operation: string,
  check: string,
): Mutant {
  return {
    name: `${name} by ${operation}`,
    feature,
    check,
    operations: [operation],
    fault: { ignores: new Set([duty]) } satisfies Fault,
  };
}

function damaging(name: string, operation: string, damage: (text: string) => string): Mutant {
  return {
    name: `${operation} shows texts ${name}`,
    feature: "shop",
    check: "textUndamaged",
    operations: [operation],
    fault: {
      answers: (answer, facts) =>
        facts.operation.id === operation && answer.status < 300
          ? { ...answer, body: damage(String(answer.body)) }
          : answer,
    },
  };
}

type Rare = (values: readonly Json[], body: { readonly [name: string]: Json }, facts: Facts) => boolean;

function crashing(name: string, feature: string, operation: string, isRare: Rare): Mutant {
  return {
    name: `${operation} breaks down over ${name}`,
    feature,
    check: "notAServerError",
    operations: [operation],
    fault: {
      crashes: (facts) => {
        const values = [...facts.parameters.values(), ...(facts.body === undefined ? [] : [facts.body])].flatMap(parts);
        const body = isJsonObject(facts.body) ? facts.body : {};
        return facts.operation.id === operation && isRare(values, body, facts);
      },
    },
  };
}

function parts(value: Json): readonly Json[] {
  if (Array.isArray(value)) return [value, ...(value as readonly Json[]).flatMap(parts)];
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(parts)] : [value];
}

function depth(value: Json): number {
  return isJsonObject(value) ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
}

function isText(pattern: RegExp): (value: Json) => boolean {
  return (value) => typeof value === "string" && pattern.test(value);
}
