import { isJsonObject, type Json, type JsonObject } from "../../model/json.ts";
import type { Merging } from "../../model/model.ts";
import { undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { member } from "../schema/values.ts";
import { differing, isEqual, isSuccess, sentBy, shownBy, type Plot, type StatefulCheck, type Step } from "./story.ts";
import { short } from "./updateReflected.ts";

/**
 * Where the document says that a write merges (`x-covenant.merges`, or the media type of RFC 7396): what it is not given is kept, what it is given is set,
 * and what it is given as the removing value is gone.
 */
export const updateMerges: StatefulCheck = {
  name: "updateMerges",
  promise: "An update that is documented to merge keeps what it is not given and sets what it is given.",
  plots(model, operation) {
    const { read } = resourceOf(model, operation);
    if (read === undefined || mergingOf(operation) === undefined) return [];
    const reading = (role: string): Step => ({ role, operation: read, sends: { as: "first" } });
    const upTo: Plot = [
      { role: "first", operation: read, sends: "simplest" },
      { role: "fill", operation, sends: "rich" },
      reading("before"),
      reading("again"),
    ];
    const merging: Plot = [...upTo, { role: "write", operation, sends: "valid" }, reading("after")];
    const { removedBy } = mergingOf(operation) ?? {};
    if (removedBy === undefined) return [merging];
    return [
      merging,
      [...upTo, { role: "write", operation, sends: { removing: "fill", by: removedBy } }, reading("after")],
    ];
  },
  judge(story) {
    const write = story.get("write");
    const merging = write && mergingOf(write.operation);
    const [before, again, after] = ["before", "again", "after"].map((role) => shownBy(story.get(role)));
    if (
      write === undefined ||
      merging === undefined ||
      before === undefined ||
      again === undefined ||
      after === undefined
    )
      return undecided("the resource cannot be read as an object");
    if (!isSuccess(write)) return undecided("the update was not taken");
    const wanted = merged(before, sentBy(write) ?? {}, merging);
    const volatile = differing(before, again);
    const known = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (name) => !volatile.includes(name),
    );
    const filled = sentBy(story.get("fill")) ?? {};
    const wrong = known.filter(
      (name) =>
        !isEqual(member(wanted, name), member(after, name)) &&
        // What is removed may read as its default; only what a client had set is surely not it.
        (Object.hasOwn(wanted, name) || isEqual(member(filled, name), member(after, name))),
    );
    return violates(
      ...wrong.map((name) => ({
        pointer: write.operation.pointer,
        received: `a read shows ${name}: ${short(member(after, name))}`,
        documented: `${name}: ${short(member(wanted, name))}, merged from ${short(member(before, name))} and ${short(member(sentBy(write) ?? {}, name))}`,
        kind: name,
      })),
    );
  },
};

function mergingOf({
  merges,
  requestBody,
}: {
  readonly merges?: Merging;
  readonly requestBody?: { readonly content: readonly { readonly mediaType: string }[] };
}): Merging | undefined {
  const isMergePatch =
    requestBody?.content.some(({ mediaType }) => /^application\/merge-patch\+json\b/i.test(mediaType)) === true;
  return merges ?? (isMergePatch ? { removedBy: null } : undefined);
}

/** What is there after a merge (RFC 7396, section 2, with the document's own removing value). */
function merged(before: JsonObject, sent: JsonObject, merging: Merging): JsonObject {
  const result = new Map<string, Json>(Object.entries(before));
  for (const [name, value] of Object.entries(sent)) {
    if (merging.removedBy !== undefined && isEqual(value, merging.removedBy)) result.delete(name);
    else if (isJsonObject(value)) result.set(name, merged(objectOr(result.get(name)), value, merging));
    else if (value !== null) result.set(name, value);
  }
  return Object.fromEntries(result);
}

function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
