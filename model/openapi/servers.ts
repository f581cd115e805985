import { type At, member } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type { Server } from "../model.ts";
import type { Reader } from "../reader.ts";
import { entriesOf, listOf, textOf, wrongType } from "../fields.ts";

/** The servers, variables replaced by their defaults; `/` where the document names none (OAS 3.1, section 4.8.1.1). */
export function serversOf(reader: Reader, root: At): readonly Server[] {
  const servers = listOf(reader, root, "servers").flatMap((at) => {
    if (!isJsonObject(at.value)) return wrongType(reader, at, "servers", "server objects") ?? [];
    const url = textOf(reader, at, "url");
    return url === undefined ? [] : [{ url: filled(reader, at, url), pointer: at.pointer }];
  });
  return servers.length === 0 ? [{ url: "/", pointer: root.pointer }] : servers;
}

function filled(reader: Reader, at: At, template: string): string {
  const variables = new Map(entriesOf(reader, at, "variables"));
  return template.replaceAll(/\{([^{}]*)\}/g, (written, name: string) => {
    const variable = variables.get(name);
    const value = variable === undefined ? undefined : member(variable, "default")?.value;
    if (typeof value === "string" || typeof value === "number") return String(value);
    const message = `Expected the server variable "${name}" to have a default, but there is none. Add it, or give a base URL.`;
    reader.report("warning", "serverVariableWithoutDefault", message, (variable ?? at).pointer);
    return written;
  });
}
