import { isJsonObject } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import { responseFor } from "../judged.ts";
import { bodyJson } from "./expression.ts";
import { isAt, type Bound } from "./made.ts";
import type { State } from "./state.ts";

export type IsTaken = (place: Bound) => boolean;

const nowhere: IsTaken = () => false;

/**
 * The places that a request which creates something had better not go to: there the unit has made something with a value that it repeats, and the document knows a conflict (409).
 * What only makes state avoids them at once; a case does from the unit's first conflict on, so that the conflict is seen, but hides nothing.
 */
export function takenFor(state: State, operation: Operation, request: WireRequest, isSetup: boolean): IsTaken {
  if (operation.method !== "POST" || responseFor(operation, 409) === undefined) return nowhere;
  if (state.isForgetful || !state.hasMade(operation)) return nowhere;
  if (!isSetup && !state.hasConflicted(operation)) return nowhere;
  const body = bodyJson(request.body);
  if (!isJsonObject(body)) return nowhere;
  const repeated = state.repeated(operation, body);
  return (place) => repeated.some(({ made }) => isAt(made, place));
}
