import { undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { member } from "../schema/values.ts";
import { differing, isEqual, isSuccess, sentBy, shownBy, type StatefulCheck } from "./story.ts";

/**
 * What a PATCH or PUT has answered is what a GET then shows; where it answers without a body, what was sent is not followed by what was there before.
 * Members that change from one reading to the next (times, counters) are left out.
 */
export const updateReflected: StatefulCheck = {
  name: "updateReflected",
  promise: "What an update has answered is what a read then shows.",
  plots(model, operation) {
    const { read, writes } = resourceOf(model, operation);
    if (read === undefined || !writes.includes(operation)) return [];
    return [
      [
        { role: "before", operation: read, sends: "simplest" },
        { role: "write", operation, sends: "valid" },
        { role: "after", operation: read, sends: { as: "before" } },
        { role: "again", operation: read, sends: { as: "before" } },
      ],
    ];
  },
  judge(story) {
    const write = story.get("write");
    const [before, after, again] = ["before", "after", "again"].map((role) => shownBy(story.get(role)));
    if (write === undefined || before === undefined || after === undefined || again === undefined)
      return undecided("the resource cannot be read as an object");
    if (!isSuccess(write) || write.response.status === 202) return undecided("the update was not taken");
    const volatile = differing(after, again);
    const answered = shownBy(write);
    const sent = sentBy(write) ?? {};
    const lost = Object.keys(after).filter((name) => {
      if (volatile.includes(name)) return false;
      if (answered !== undefined)
        return Object.hasOwn(answered, name) && !isEqual(member(answered, name), member(after, name));
      return (
        Object.hasOwn(sent, name) &&
        isEqual(member(after, name), member(before, name)) &&
        !isEqual(member(sent, name), member(after, name))
      );
    });
    return violates(
      ...lost.map((name) => ({
        pointer: write.operation.pointer,
        received: `a read shows ${name}: ${short(member(after, name))}`,
        documented:
          answered === undefined
            ? `${name}: ${short(member(sent, name))}, as it was sent`
            : `${name}: ${short(member(answered, name))}, as the update has answered`,
        kind: name,
      })),
    );
  },
};

export function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
