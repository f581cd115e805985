import type { Operation, SecurityRequirement, SecurityScheme } from "../../model/model.ts";
import type { Parts } from "./decode.ts";
import { headerOf } from "./headers.ts";
import { invalid, type Judgement, undecidable, valid } from "./judgement.ts";

type Credentials = "present" | "missing" | "malformed" | "unseen";

/** Whether some alternative of the operation's security is fulfilled in form (OAS 3.1, Security Requirement Object); whether a secret is right, no document tells. */
export function judgeSecurity(operation: Operation, parts: Parts): Judgement {
  if (operation.security.length === 0 || operation.security.some((requirement) => isMet(requirement, parts)))
    return valid;
  const alternatives = operation.security.map((requirement) => ({ requirement, all: credentials(requirement, parts) }));
  if (alternatives.some(({ all }) => all.includes("unseen")))
    return undecidable("security", "a client's certificate is not on the wire");
  const malformed = alternatives.find(({ all }) => !all.includes("missing"));
  const pointer = (malformed ?? alternatives[0])?.requirement.pointer ?? operation.pointer;
  return invalid({
    at: "security",
    keyword: malformed === undefined ? "missingCredentials" : "malformedCredentials",
    pointer,
  });
}

function isMet({ schemes }: SecurityRequirement, parts: Parts): boolean {
  return schemes.every(({ scheme }) => credentialsOf(scheme, parts) === "present");
}

function credentials({ schemes }: SecurityRequirement, parts: Parts): readonly Credentials[] {
  return schemes.map(({ scheme }) => credentialsOf(scheme, parts));
}

function credentialsOf(scheme: SecurityScheme, parts: Parts): Credentials {
  if (scheme.type === "mutualTLS") return "unseen";
  if (scheme.type === "http") return authorization(parts, HTTP_SCHEMES[scheme.scheme] ?? schemeForm(scheme.scheme));
  if (scheme.type !== "apiKey") return authorization(parts, BEARER);
  if (scheme.sigv4) return sigv4(scheme.parameter, parts);
  return apiKey(scheme, parts);
}

const BEARER = /^bearer +[\w\-.~+/]+=*$/i;
/** RFC 7617, RFC 6750. */
const HTTP_SCHEMES: Readonly<Record<string, RegExp>> = { basic: /^basic +[A-Za-z0-9+/]+=*$/i, bearer: BEARER };
const SIGV4 =
  /^AWS4-HMAC-SHA256 (?=.*?\bCredential=[^\s,]+)(?=.*?\bSignedHeaders=[^\s,]+)(?=.*?\bSignature=[0-9A-Za-z]+)/;

/** RFC 9110, section 11.4: the scheme's name, a space, something. */
function schemeForm(name: string): RegExp {
  return new RegExp(`^${name.replace(/[^\w-]/g, "\\$&")} +\\S`, "i");
}

function authorization(parts: Parts, form: RegExp): Credentials {
  return formed(headerOf(parts.headers, "authorization"), form);
}

/** A signature may also stand in the query, as in presigned URLs. */
function sigv4(parameter: string, parts: Parts): Credentials {
  if (parts.query.some(({ names }) => names.includes("X-Amz-Signature"))) return "present";
  return formed(headerOf(parts.headers, parameter.toLowerCase()), SIGV4);
}

function apiKey(scheme: SecurityScheme & { readonly type: "apiKey" }, parts: Parts): Credentials {
  if (scheme.in === "header") return formed(headerOf(parts.headers, scheme.parameter.toLowerCase()), /\S/);
  if (scheme.in === "cookie") return formed(parts.cookies.find(([name]) => name === scheme.parameter)?.[1], /\S/);
  return formed(parts.query.find(({ names }) => names.includes(scheme.parameter))?.texts[0], /\S/);
}

/** An empty value is no credential. */
function formed(value: string | undefined, form: RegExp): Credentials {
  const text = value?.trim();
  if (text === undefined || text === "") return "missing";
  return form.test(text) ? "present" : "malformed";
}
