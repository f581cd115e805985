import type { At } from "../at.ts";
import type { SecurityScheme } from "../model.ts";
import { type SecuritySchemes, apiKeyOf } from "../openapi/security.ts";
import type { Reader } from "../reader.ts";
import { entriesOf, shown, textOf } from "../fields.ts";

/** `securityDefinitions` (Swagger 2.0, Security Definitions Object); `basic` is the HTTP scheme of that name. */
export function securitySchemes20(reader: Reader, root: At): SecuritySchemes {
  const byName = new Map(entriesOf(reader, root, "securityDefinitions"));
  return (name) => {
    const at = byName.get(name);
    return at === undefined ? undefined : schemeOf(reader, name, at);
  };
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
