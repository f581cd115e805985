import { type At, items, member, members } from "../at.ts";
import type { SecurityRequirement, SecurityScheme } from "../model.ts";
import type { Reader } from "../reader.ts";
import { follow } from "../reference.ts";
import { entriesOf, listOf, shown, textOf } from "../fields.ts";

/** The scheme of that name; read only when an operation asks for it, so that what nobody uses breaks nothing. */
export type SecuritySchemes = (name: string) => SecurityScheme | undefined;

/** `components.securitySchemes` (OAS 3.1, section 4.8.27). */
export function securitySchemesOf(reader: Reader, root: At): SecuritySchemes {
  const components = member(root, "components");
  const schemes = components === undefined ? [] : entriesOf(reader, components, "securitySchemes");
  const byName = new Map(schemes);
  return (name) => {
    const written = byName.get(name);
    const at = written === undefined ? undefined : follow(reader, written);
    return at === undefined ? undefined : schemeOf(reader, name, at);
  };
}

function schemeOf(reader: Reader, name: string, at: At): SecurityScheme | undefined {
  const type = textOf(reader, at, "type");
  const pointer = at.pointer;
  if (type === "apiKey") return apiKeyOf(reader, name, at);
  if (type === "http") return { name, pointer, type, scheme: (textOf(reader, at, "scheme") ?? "").toLowerCase() };
  if (type === "oauth2" || type === "openIdConnect" || type === "mutualTLS") return { name, pointer, type };
  const message = `Expected the type of a security scheme, but ${shown(type ?? null)} came. "${name}" is left out; correct it.`;
  reader.report("warning", "unknownSecurityScheme", message, pointer);
  return undefined;
}

const PLACES = ["header", "query", "cookie"] as const;

export function apiKeyOf(reader: Reader, name: string, at: At): SecurityScheme | undefined {
  const written = textOf(reader, at, "in");
  const place = PLACES.find((each) => each === written);
  const parameter = textOf(reader, at, "name");
  if (place === undefined || parameter === undefined) {
    const message = `Expected an API key to say "name" and "in" (header, query or cookie). "${name}" is left out; complete it.`;
    reader.report("warning", "unknownSecurityScheme", message, at.pointer);
    return undefined;
  }
  const sigv4 = member(at, "x-amazon-apigateway-authtype")?.value === "awsSigv4";
  return { name, pointer: at.pointer, type: "apiKey", in: place, parameter, sigv4 };
}

/** The alternatives of `security`, of the operation if it says any, else of the document. */
export function securityOf(
  reader: Reader,
  root: At,
  operation: At,
  schemes: SecuritySchemes,
): readonly SecurityRequirement[] {
  const owner = member(operation, "security") === undefined ? root : operation;
  return listOf(reader, owner, "security").flatMap((at) => {
    const requirement = requirementOf(reader, at, schemes);
    return requirement === undefined ? [] : [requirement];
  });
}

/** An alternative that names an unknown scheme can never be met: it is told and left out. */
function requirementOf(reader: Reader, at: At, schemes: SecuritySchemes): SecurityRequirement | undefined {
  const found: SecurityRequirement["schemes"][number][] = [];
  for (const [name, scopes] of members(at)) {
    const scheme = schemes(name);
    if (scheme === undefined) {
      const message = `Expected a security scheme named "${name}", but the document defines none. The requirement is left out; define it.`;
      reader.report("warning", "undefinedSecurityScheme", message, scopes.pointer);
      return undefined;
    }
    found.push({ scheme, scopes: items(scopes).flatMap(({ value }) => (typeof value === "string" ? [value] : [])) });
  }
  return { schemes: found, pointer: at.pointer };
}
