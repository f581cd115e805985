import { undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { member } from "../schema/values.ts";
import { isEqual, isSuccess, sentBy, shownBy, type StatefulCheck } from "./story.ts";
import { short } from "./updateReflected.ts";

/** RFC 9110, section 9.3.4: a PUT replaces the whole; what an earlier one has set and a later one leaves out is not kept. */
export const putReplaces: StatefulCheck = {
  name: "putReplaces",
  promise: "A PUT replaces the whole resource.",
  plots(model, operation) {
    const { read } = resourceOf(model, operation);
    if (operation.method !== "PUT" || read === undefined) return [];
    return [
      [
        { role: "original", operation: read, sends: "simplest" },
        { role: "full", operation, sends: "rich" },
        { role: "between", operation: read, sends: { as: "original" } },
        { role: "bare", operation, sends: "simplest" },
        { role: "after", operation: read, sends: { as: "original" } },
      ],
    ];
  },
  judge(story) {
    const [full, bare] = ["full", "bare"].map((role) => story.get(role));
    const [original, between, after] = ["original", "between", "after"].map((role) => shownBy(story.get(role)));
    if (
      full === undefined ||
      bare === undefined ||
      original === undefined ||
      between === undefined ||
      after === undefined
    )
      return undecided("the resource cannot be read as an object");
    if (!isSuccess(full) || !isSuccess(bare)) return undecided("the updates were not taken");
    const [set, left] = [sentBy(full) ?? {}, sentBy(bare) ?? {}];
    const kept = Object.keys(set).filter(
      (name) =>
        !Object.hasOwn(left, name) &&
        // A default or a member of the server's own would read so anyway: only what the first PUT has changed tells.
        !isEqual(member(set, name), member(original, name)) &&
        isEqual(member(set, name), member(between, name)) &&
        isEqual(member(set, name), member(after, name)),
    );
    return violates(
      ...kept.map((name) => ({
        pointer: bare.operation.pointer,
        received: `a read still shows ${name}: ${short(member(after, name))} after a PUT without it`,
        documented: `no ${name}, or its default: the PUT has replaced the whole`,
        kind: name,
      })),
    );
  },
};
