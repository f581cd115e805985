import type { SecurityScheme } from "../../model/model.ts";
import { schemeName } from "./place.ts";
import { placeholderFor } from "./placeholders.ts";
import type { Signer } from "./sigv4.ts";
import type { Held } from "./source.ts";

/** A credential that is a text. `oauth2` is a bearer token too: one that a client has fetched for itself. */
export type TextKind = "basic" | "bearer" | "oauth2" | "apiKey";

/** One credential that a run was given: for the scheme it names, else for the schemes of its kind. */
export type Choice = { readonly scheme?: string } & (
  | { readonly kind: TextKind; readonly held: Held }
  | { readonly kind: "sigv4"; readonly signer: Signer }
);

/**
 * The choice for a scheme: one that names it, else one of its very kind, else one that comes down to the same on the wire, unless the document has schemes
 * of that one's own kind: a token for `bearer` is not shown to an `oauth2` that stands before it.
 */
export function choose(
  choices: readonly Choice[],
  scheme: SecurityScheme,
  schemes: readonly SecurityScheme[],
): Choice | undefined {
  const bare = choices.filter((choice) => choice.scheme === undefined);
  return (
    choices.find((choice) => choice.scheme === scheme.name) ??
    bare.find(({ kind }) => isOf(kind, scheme)) ??
    bare.find(({ kind }) => suits(kind, scheme) && !schemes.some((other) => isOf(kind, other)))
  );
}

function isOf(kind: Choice["kind"], scheme: SecurityScheme): boolean {
  if (scheme.type === "apiKey") return kind === (scheme.sigv4 ? "sigv4" : "apiKey");
  return kind === (scheme.type === "http" ? scheme.scheme : scheme.type);
}

/** Whether a credential of this kind will do for a scheme. OAuth 2 and OpenID Connect come down to a bearer token (RFC 6750). */
export function suits(kind: Choice["kind"], scheme: SecurityScheme): boolean {
  if (isOf(kind, scheme)) return true;
  const isToken =
    scheme.type === "http" ? scheme.scheme === "bearer" : scheme.type === "oauth2" || scheme.type === "openIdConnect";
  return isToken && (kind === "bearer" || kind === "oauth2");
}

/** The credential as it is written: `user:password` in base64 (RFC 7617), a token after `Bearer` (RFC 6750), a key as it is. */
export function written(kind: TextKind, text: string, scheme: SecurityScheme): string {
  if (kind === "basic") return `Basic ${Buffer.from(text).toString("base64")}`;
  if (kind === "bearer" || kind === "oauth2") return `Bearer ${text}`;
  return scheme.type === "apiKey" ? text : `${schemeName(scheme)} ${text}`;
}

/** A credential of the same form that must open nothing. Of a signed token (RFC 7515, section 3.1) only the signature is another one: that it is looked at is the point. */
export function wrong(kind: TextKind, text: string, scheme: SecurityScheme): string {
  const [, signedPart, signature] = /^([\w-]+\.[\w-]+\.)([\w-]+)$/.exec(text) ?? [];
  const isToken = kind === "bearer" || kind === "oauth2";
  if (!isToken || signedPart === undefined || signature === undefined) return placeholderFor(scheme) ?? "";
  return `Bearer ${signedPart}${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
}

/** What must be written nowhere: the credential, and the parts of it that are as good. */
export function secretsOf(choice: Choice): readonly string[] {
  if (choice.kind === "sigv4") {
    const { accessKeyId, secretAccessKey, sessionToken } = choice.signer;
    return [accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])];
  }
  return choice.held.secrets().flatMap((text) => [text, ...partsOf(text)]);
}

/** The password behind `user:`, a client's secret before `@`, what the signature of a token is for. */
function partsOf(text: string): readonly string[] {
  const [, password] = /^[^:]*:(.+)$/s.exec(text) ?? [];
  const [, signedPart] = /^([\w-]+\.[\w-]+)\.[\w-]+$/.exec(text) ?? [];
  return [password, signedPart].filter((part) => part !== undefined);
}
