import type fc from "fast-check";
import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { violationNamed, type BrokenManner } from "../credentials/manner.ts";
import type { Breaking } from "./violations.ts";

/** Valid requests whose credentials are bad in a named way: what is drawn is as ever, the sender does the rest. */
export function credentialViolations(
  { security: [security] }: Operation,
  base: fc.Arbitrary<Values>,
  manners: readonly BrokenManner[],
): readonly Breaking[] {
  if (security === undefined) return [];
  return manners.map((manner) => [{ name: violationNamed(manner), at: "security", pointer: security.pointer }, base]);
}
