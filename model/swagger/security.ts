import type { At } from "../at.ts";
import type { SecurityScheme } from "../model.ts";
import { type SecuritySchemes, apiKeyOf } from "../openapi/security.ts";
import type { Reader } from "../reader.ts";
import { entriesOf, shown, textOf } from "../fields.ts";

/** `securityDefinitions` (Swagger 2.0) by name; `basic` is the HTTP scheme of that name. */
export function securitySchemes20(reader: Reader, root: At): SecuritySchemes {
  const schemes = entriesOf(reader, root, "securityDefinitions").flatMap(([name, at]) => {
    const scheme = schemeOf(reader, name, at);
    return scheme === undefined ? [] : [[name, scheme] as const];
  });
  return new Map(schemes);
}

function schemeOf(reader: Reader, name: string, at: At): SecurityScheme | undefined {
  const type = textOf(reader, at, "type");
  if (type === "basic") return { name, pointer: at.pointer, type: "http", scheme: "basic" };
  if (type === "oauth2") return { name, pointer: at.pointer, type };
  if (type === "apiKey") return apiKeyOf(reader, name, at);
  const message = `Expected basic, apiKey or oauth2 as the type of a security scheme, but ${shown(type ?? null)} came. "${name}" is left out; correct it.`;
  reader.report("warning", "unknownSecurityScheme", message, at.pointer);
  return undefined;
}
