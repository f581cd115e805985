import { isJsonObject, isRawNumber, parseJson } from "../json.ts";
import { type Contract, FORMAT, type Named } from "./contract.ts";

/** A contract as a file: one line for each operation and each schema, so that a change of one is a change of its line. */
export function contractText(contract: Contract): string {
  const parts = [
    `"contract":${contract.contract}`,
    `"servers":${lines(contract.servers)}`,
    `"operations":${lines(contract.operations)}`,
    `"schemas":${lines(contract.schemas)}`,
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
}

function lines(named: Named<object | boolean>): string {
  const entries = Object.entries(named).map(([name, value]) => `${JSON.stringify(name)}:${compact(value)}`);
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n}`;
}

/** Plain JSON, names sorted; an interface has no index signature, so that its type cannot say that it is. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(",")}]`;
  if (typeof value !== "object" || value === null || isRawNumber(value)) return scalar(value);
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, member]) => `${JSON.stringify(name)}:${compact(member)}`).join(",")}}`;
}

function scalar(value: unknown): string {
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

/** What `contractText` wrote; undefined where the text is something else or of another version of the form. */
export function parseContract(text: string): Contract | undefined {
  const parsed = parseJson(text);
  if (parsed.outcome === "malformed" || !isContract(parsed.value)) return undefined;
  return parsed.value;
}

function isContract(value: unknown): value is Contract {
  if (typeof value !== "object" || value === null || !("contract" in value) || value.contract !== FORMAT) return false;
  return ["servers", "operations", "schemas"].every((name) => name in value && isJsonObject(ownValue(value, name)));
}

function ownValue(value: object, name: string): Parameters<typeof isJsonObject>[0] {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
