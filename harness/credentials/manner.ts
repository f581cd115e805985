import type { Operation, SecurityScheme } from "../../model/model.ts";
import type { Violation } from "../case.ts";

/**
 * In what state the credentials of a request are. `placeholder`: of the right form, and nobody's, where a run was given none. `given`: those that it was given.
 * `none`: left out. `malformed`: of no form that the scheme has. `wrong`: of the right form, but opening nothing. `swapped`: good for another scheme of the document.
 */
export type Manner = "placeholder" | "given" | BrokenManner;
export type BrokenManner = "none" | "malformed" | "wrong" | "swapped";

const BROKEN: Readonly<Record<string, BrokenManner>> = {
  missingCredentials: "none",
  malformedCredentials: "malformed",
  wrongCredentials: "wrong",
  swappedCredentials: "swapped",
};

/** What a case's violation asks for; without one that speaks of credentials, they are as good as the run has them. */
export function mannerOf(violation: Violation | undefined, given: boolean): Manner {
  return BROKEN[violation?.name ?? ""] ?? (given ? "given" : "placeholder");
}

/** The violation that asks for a manner. */
export function violationNamed(manner: BrokenManner): string {
  return Object.keys(BROKEN).find((name) => BROKEN[name] === manner) ?? manner;
}

/** Every scheme that some operation asks for, once. */
export function schemesOf(operations: readonly Operation[]): readonly SecurityScheme[] {
  const all = operations.flatMap(({ security }) =>
    security.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme)),
  );
  return [...new Map(all.map((scheme) => [scheme.name, scheme])).values()];
}
