import { conforms, undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { member } from "../schema/values.ts";
import { differing, isGone, shownBy, type StatefulCheck } from "./story.ts";
import { short } from "./updateReflected.ts";

/** A refused write changes nothing: afterwards everything reads as before (RFC 9110, section 15.5: the request was not carried out). */
export const rejectionLeavesNoTrace: StatefulCheck = {
  name: "rejectionLeavesNoTrace",
  promise: "After a refused write everything reads as before.",
  plots(model, operation) {
    const { read, writes, remove } = resourceOf(model, operation);
    if (read === undefined || (!writes.includes(operation) && operation !== remove)) return [];
    return [
      [
        { role: "first", operation: read, sends: "simplest" },
        { role: "before", operation: read, sends: { as: "first" } },
        { role: "write", operation, sends: "broken" },
        { role: "after", operation: read, sends: { as: "first" } },
      ],
    ];
  },
  judge(story) {
    const write = story.get("write");
    const [first, before] = ["first", "before"].map((role) => shownBy(story.get(role)));
    const read = story.get("after");
    if (write === undefined || read === undefined || first === undefined || before === undefined)
      return undecided("the resource cannot be read as an object");
    if (write.response.status < 400 || write.response.status >= 500) return conforms;
    // Gone, it shows nothing any more; refused for load or by chance, the read says nothing.
    const after = isGone(read) ? {} : shownBy(read);
    if (after === undefined) return undecided("the resource could not be read afterwards");
    const volatile = differing(first, before);
    const changed = differing(before, after).filter((name) => !volatile.includes(name));
    return violates(
      ...changed.map((name) => ({
        pointer: write.operation.pointer,
        received: `a read shows ${name}: ${short(member(after, name))} after a refusal (${write.response.status})`,
        documented: `${name}: ${short(member(before, name))}, as before`,
        kind: name,
      })),
    );
  },
};
