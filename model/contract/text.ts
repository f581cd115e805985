import { isJsonObject, parseJson } from "../json.ts";
import { type Contract, FORMAT, type Named } from "./contract.ts";

/** A contract as a file: one line for each operation and each schema, so that a change of one is a change of its line. */
export function contractText(contract: Contract): string {
  return contractLines(contract).join("\n");
}

/** Its lines; the last is empty. Of a large document they have 75 MB. */
export function contractLines(contract: Contract): readonly string[] {
  return [
    "{",
    `"contract":${contract.contract},`,
    ...member("servers", contract.servers, ","),
    ...member("operations", contract.operations, ","),
    ...member("schemas", contract.schemas, ""),
    "}",
    "",
  ];
}

function member(name: string, named: Named<object | boolean>, after: string): readonly string[] {
  const entries = Object.entries(named);
  if (entries.length === 0) return [`"${name}":{}${after}`];
  const lines = entries.map(
    ([own, value], index) => `${JSON.stringify(own)}:${JSON.stringify(value)}${index < entries.length - 1 ? "," : ""}`,
  );
  return [`"${name}":{`, ...lines, `}${after}`];
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
