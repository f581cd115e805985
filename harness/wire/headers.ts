import type { HeaderLine } from "../../runtime/wire.ts";

/** Whether a line has a name, which is given in lower case. */
function isNamed(given: string, name: string): boolean {
  return given === name || (given.length === name.length && given.toLowerCase() === name);
}

/** The value of the first line of a name, which is given in lower case. */
export function headerOf(headers: readonly HeaderLine[], name: string): string | undefined {
  for (const [given, value] of headers) if (isNamed(given, name)) return value;
  return undefined;
}

/** The values of all lines of a name, which is given in lower case. */
export function headersOf(headers: readonly HeaderLine[], name: string): readonly string[] {
  let values = NONE;
  for (const [given, value] of headers)
    if (isNamed(given, name)) values = values === NONE ? [value] : [...values, value];
  return values;
}

const NONE: readonly string[] = [];
