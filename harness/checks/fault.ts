import type { Operation, Pointer } from "../../model/model.ts";
import type { Judged } from "../judged.ts";
import type { Failure } from "../wire/judgement.ts";
import { readPath } from "../wire/path.ts";
import type { Wrong } from "./rules.ts";

/** What is wrong with a request, by one of its failures; each sort has the statuses and checks that speak of it. */
export type Fault = Wrong | "method" | "missingHeader";

export function faultOf({ at, keyword, pointer }: Failure): Fault {
  if (keyword === "method") return "method";
  if (keyword === "missingCredentials" || keyword === "malformedCredentials") return "credentials";
  if (keyword === "notAcceptable") return "accept";
  if (keyword === "mediaType") return "mediaType";
  return keyword === "required" && at.startsWith("header.") && isOfParameter(pointer) ? "missingHeader" : "content";
}

/** A schema's `required` speaks of what is in the header. */
function isOfParameter(pointer: Pointer): boolean {
  return !/\/(?:schema|schemas|content)(?:\/|$)/.test(pointer);
}

/** The failures of an invalid request that are of one sort; none of any other request. */
export function failuresOf(
  { classification }: Pick<Judged, "classification">,
  ...faults: readonly Fault[]
): readonly Failure[] {
  if (classification.kind !== "invalid") return [];
  return classification.failures.filter((failure) => faults.includes(faultOf(failure)));
}

/** Whether the request has another method than the operation: then nothing that the operation documents speaks of the answer. */
export function isForeign({ operation, request }: Pick<Judged, "operation" | "request">): boolean {
  return request.method !== operation.method;
}

/** The operations whose path the request's target may be of: `/pets/mine` is `/pets/{id}` too. */
export function operationsAt({ operations, request }: Judged): readonly Operation[] {
  return operations.filter(({ path }) => readPath(path, request.target).outcome !== "different");
}
