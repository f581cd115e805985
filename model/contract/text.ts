import { isJsonObject, parseJson } from "../json.ts";
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
  const entries = Object.entries(named).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n}`;
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
