import type { SecurityScheme } from "../../model/model.ts";
import { schemeName } from "./place.ts";
import { placeholderFor } from "./placeholders.ts";
import type { Signer } from "./sigv4.ts";
import type { Held } from "./source.ts";

/** One credential that a run was given: for the scheme it names, else for every scheme that its kind suits. */
export type Choice = { readonly scheme?: string } & (
  | { readonly kind: "basic" | "bearer" | "apiKey"; readonly held: Held }
  | { readonly kind: "sigv4"; readonly signer: Signer }
);

/** The choice for a scheme: one that names it before one that only suits it. */
export function choose(choices: readonly Choice[], scheme: SecurityScheme): Choice | undefined {
  return (
    choices.find((choice) => choice.scheme === scheme.name) ??
    choices.find((choice) => choice.scheme === undefined && suits(choice.kind, scheme))
  );
}

/** Whether a credential of this kind is what a scheme asks for. OAuth 2 and OpenID Connect come down to a bearer token (RFC 6750). */
export function suits(kind: Choice["kind"], scheme: SecurityScheme): boolean {
  if (scheme.type === "apiKey") return kind === (scheme.sigv4 ? "sigv4" : "apiKey");
  if (scheme.type === "http") return kind === scheme.scheme;
  return kind === "bearer" && scheme.type !== "mutualTLS";
}

/** The credential as it is written: `user:password` in base64 (RFC 7617), a token after `Bearer` (RFC 6750), a key as it is. */
export function written(kind: "basic" | "bearer" | "apiKey", text: string, scheme: SecurityScheme): string {
  if (kind === "basic") return `Basic ${Buffer.from(text).toString("base64")}`;
  if (kind === "bearer") return `Bearer ${text}`;
  return scheme.type === "apiKey" ? text : `${schemeName(scheme)} ${text}`;
}

/** A credential of the same form that must open nothing. Of a signed token (RFC 7515, section 3.1) only the signature is another one: that it is looked at is the point. */
export function wrong(kind: "basic" | "bearer" | "apiKey", text: string, scheme: SecurityScheme): string {
  const [, signedPart, signature] = /^([\w-]+\.[\w-]+\.)([\w-]+)$/.exec(text) ?? [];
  if (kind !== "bearer" || signedPart === undefined || signature === undefined) return placeholderFor(scheme) ?? "";
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
