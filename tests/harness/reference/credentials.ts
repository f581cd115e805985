import type { Operation, SecurityScheme } from "../../../model/model.ts";
import { decodeQuery, type Raw } from "./parameters.ts";

/** Whether some alternative of the operation's security is there in the right form; nobody is turned away for an unknown key. */
export function isAuthorised({ security }: Operation, raw: Raw): boolean {
  return security.length === 0 || security.some(({ schemes }) => schemes.every(({ scheme }) => isGiven(scheme, raw)));
}

function isGiven(scheme: SecurityScheme, raw: Raw): boolean {
  const authorization = raw.headers.get("authorization")?.[0] ?? "";
  switch (scheme.type) {
    case "apiKey":
      return isKey(scheme, raw);
    case "http":
      if (scheme.scheme === "basic") return isBasic(authorization);
      return new RegExp(`^${scheme.scheme} +\\S`, "i").test(authorization);
    case "oauth2":
    case "openIdConnect":
      return /^bearer +\S/i.test(authorization);
    case "mutualTLS":
      return true;
  }
}

/** RFC 7617: a user and a password, joined by a colon, in base64. */
function isBasic(authorization: string): boolean {
  const token = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  return token !== undefined && Buffer.from(token, "base64").toString("latin1").includes(":");
}

function isKey({ in: place, parameter }: SecurityScheme & { type: "apiKey" }, raw: Raw): boolean {
  if (place === "header") return (raw.headers.get(parameter.toLowerCase())?.[0] ?? "") !== "";
  const pairs = place === "query" ? raw.query : raw.cookies;
  return pairs.some(([name, value]) => decodeQuery(name) === parameter && value !== "");
}
