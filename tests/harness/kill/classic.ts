import type { JsonObject } from "../../../model/json.ts";
import { parseJson, stringifyJson, isJsonObject } from "../../../model/json.ts";
import type { Answer, Fault } from "../reference/fault.ts";
import type { Mutant } from "./mutant.ts";
import { editing } from "./sites.ts";

const SCHEMAS = "#/components/schemas";

/** The ten faults that tools of this field are measured by, each in the shop. */
export const CLASSIC: readonly Mutant[] = [
  classic(
    "500",
    "notAServerError",
    answering("getItem", () => ({ status: 500, body: "" })),
  ),
  classic("a wrong type in a field of an answer", "responseSchemaConformance", showing("getItem", { price: "ten" })),
  classic(
    "an undeclared 2xx",
    "statusCodeConformance",
    answering("changeItem", () => ({ status: 202 })),
  ),
  classic("maximum ignored", "negativeDataRejection", without("NewItem/properties/price", "maximum")),
  classic("enum ignored", "negativeDataRejection", without("NewItem/properties/color", "enum")),
  classic("a required boolean ignored", "negativeDataRejection", {
    reads: editing(`${SCHEMAS}/NewItem`, (schema) => ({ ...schema, required: ["name", "price"] })),
  }),
  classic(
    "a Location that leads to a 404",
    "locationResolves",
    answering("createItem", ({ headers }) => ({
      headers: { ...headers, location: "/items/987654321" },
    })),
  ),
  classic("a DELETE that answers success and keeps the resource", "deleteRemoves", {
    stores: (store) => ({ ...store, remove: () => undefined }),
  }),
  classic("a PUT that merges", "putReplaces", {
    updates: (method, old, sent, sound) => (method === "PUT" ? { ...old, ...sent } : sound),
  }),
  classic("a PUT that is not idempotent", "idempotence", {
    updates: (method, old, _, sound) =>
      method === "PUT" ? { ...sound, price: (Number(old["price"]) + 1) % 10_000 } : sound,
  }),
];

function classic(name: string, check: string, fault: Fault): Mutant {
  return { name, feature: "shop", check, fault };
}

function without(schema: string, keyword: string): Fault {
  return {
    reads: editing(`${SCHEMAS}/${schema}`, (whole) =>
      Object.fromEntries(Object.entries(whole).filter(([name]) => name !== keyword)),
    ),
  };
}

/** Changes the successes of one operation. */
function answering(operation: string, change: (answer: Answer) => Partial<Answer>): Fault {
  return {
    answers: (answer, facts) =>
      facts.operation.id === operation && answer.status < 300 ? { ...answer, ...change(answer) } : answer,
  };
}

function showing(operation: string, members: JsonObject): Fault {
  return answering(operation, ({ body }) => {
    const parsed = parseJson(String(body));
    return parsed.outcome === "parsed" && isJsonObject(parsed.value)
      ? { body: stringifyJson({ ...parsed.value, ...members }) }
      : {};
  });
}
