import type { Json, JsonObject } from "../../model/json.ts";
import { isJsonObject } from "../../model/json.ts";
import type { Model, Operation } from "../../model/model.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";
import { member } from "../schema/values.ts";
import { bodyJson } from "../state/expression.ts";
import type { Outcome } from "../verdict.ts";

/** A step of a story: what is asked of which operation, under the name by which the check speaks of it. */
export interface Step {
  /** `before`, `write`, `after`: unique in its story. */
  readonly role: string;
  readonly operation: Operation;
  readonly sends: Sending;
}

export type Sending =
  | "valid"
  /** Valid, with many members that say something. */
  | "rich"
  | "broken"
  | "simplest"
  /** The smallest page of a list that is not its first, once enough is listed. */
  | "page"
  /** The page after that step's, from what its answer has given. */
  | { readonly pageAfter: string }
  /** The same request as that step. */
  | { readonly as: string }
  /** The simplest, at what that step has made or named. */
  | { readonly follows: string }
  /** A body that gives one member of that step's body, another for each story, as the value that removes it. */
  | { readonly removing: string; readonly by: Json }
  /** GET of that step's Location. */
  | { readonly location: string }
  /** A valid body in which these members have other values than that step showed. */
  | { readonly changing: readonly string[]; readonly of: string };

/** The steps that can show whether one promise is kept, for one operation. All steps but creating ones speak of the same resource. */
export type Plot = readonly Step[];

/** One step as it went. */
export interface Told {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly response: WireResponse;
  /** Members that were given other values than before on purpose. */
  readonly changed?: readonly string[];
}

/** The steps of a plot as they went, by role. Every step has been answered. */
export type Story = ReadonlyMap<string, Told>;

/** A promise that no single answer can break. A pure function of what was sent and came. */
export interface StatefulCheck {
  readonly name: string;
  /** What it promises, in one sentence. */
  readonly promise: string;
  /** The stories that could show that the operation breaks it; none where it does not apply. */
  plots(model: Model, operation: Operation): readonly Plot[];
  judge(story: Story): Outcome;
}

export function isSuccess({ response }: Told): boolean {
  return response.status >= 200 && response.status < 300;
}

export function isGone({ response }: Told): boolean {
  return response.status === 404 || response.status === 410;
}

/** The members of a JSON object that a step's answer shows; undefined where it shows none. */
export function shownBy(told: Told | undefined): JsonObject | undefined {
  const body = told === undefined || !isSuccess(told) ? undefined : bodyJson(told.response.body);
  return isJsonObject(body) ? body : undefined;
}

/** The members that a step's request sends. */
export function sentBy(told: Told | undefined): JsonObject | undefined {
  const body = told === undefined ? undefined : bodyJson(told.request.body);
  return isJsonObject(body) ? body : undefined;
}

/** Names of members that are not the same in both; a member that only one has counts. */
export function differing(one: JsonObject, other: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => !isEqual(member(one, name), member(other, name)),
  );
}

/** Equal as JSON: the order of members does not count (RFC 8259, section 4). */
export function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (isJsonObject(one) && isJsonObject(other)) return differing(one, other).length === 0;
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length &&
      (one as readonly Json[]).every((item, index) => isEqual(item, (other as readonly Json[])[index]))
    );
  }
  return one === other || (one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other));
}
