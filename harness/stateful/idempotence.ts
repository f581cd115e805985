import { conforms, undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { member } from "../schema/values.ts";
import { differing, isGone, isSuccess, shownBy, type Story, type StatefulCheck } from "./story.ts";
import type { Outcome } from "../verdict.ts";
import { short } from "./updateReflected.ts";

/** RFC 9110, section 9.2.2: PUT and DELETE sent twice leave what they leave when sent once; so do reads. */
export const idempotence: StatefulCheck = {
  name: "idempotence",
  promise: "A PUT or DELETE that is sent twice has the effect of one, and a read has none.",
  plots(model, operation) {
    const { read } = resourceOf(model, operation);
    if (read === undefined) return [];
    const reading = (role: string) => ({ role, operation: read, sends: { as: "first" } }) as const;
    const first = { role: "first", operation: read, sends: "simplest" } as const;
    if (operation.method === "PUT") {
      const twice = [
        { role: "once", operation, sends: "valid" },
        reading("after once"),
        reading("again"),
        { role: "twice", operation, sends: { as: "once" } },
      ] as const;
      return [[first, ...twice, reading("after twice")]];
    }
    if (operation.method === "DELETE") {
      return [
        [first, { role: "once", operation, sends: "simplest" }, { role: "twice", operation, sends: { as: "once" } }],
      ];
    }
    return [];
  },
  judge: (story) => (story.get("once")?.operation.method === "DELETE" ? judgeDeletion(story) : judgePut(story)),
};

function judgePut(story: Story): Outcome {
  const [once, twice] = ["once", "twice"].map((role) => story.get(role));
  const [afterOnce, again, afterTwice] = ["after once", "again", "after twice"].map((role) => shownBy(story.get(role)));
  if (once === undefined || twice === undefined || afterOnce === undefined || again === undefined)
    return undecided("the resource cannot be read as an object");
  if (!isSuccess(once)) return undecided("the update was not taken");
  if (twice.response.status === 429) return undecided("the second request came too soon");
  const read = story.get("after twice");
  const isLost = read !== undefined && isGone(read);
  if (!isSuccess(twice) || isLost) {
    return violates({
      pointer: once.operation.pointer,
      received: isLost
        ? `a read answers ${read.response.status} after the second time`
        : `status ${twice.response.status} the second time`,
      documented: isLost
        ? "the resource, as after the first time"
        : `status ${once.response.status}, as the first time`,
      kind: isLost ? "lost" : "refused",
    });
  }
  if (afterTwice === undefined) return undecided("the resource cannot be read as an object");
  const volatile = differing(afterOnce, again);
  const changed = differing(again, afterTwice).filter((name) => !volatile.includes(name));
  return violates(
    ...changed.map((name) => ({
      pointer: once.operation.pointer,
      received: `after the second time a read shows ${name}: ${short(member(afterTwice, name))}`,
      documented: `${name}: ${short(member(again, name))}, as after the first time`,
      kind: name,
    })),
  );
}

function judgeDeletion(story: Story): Outcome {
  const [once, twice] = ["once", "twice"].map((role) => story.get(role));
  if (once === undefined || twice === undefined) return conforms;
  if (!isSuccess(once)) return undecided("nothing was deleted");
  if (isSuccess(twice) || isGone(twice) || twice.response.status === 429) return conforms;
  return violates({
    pointer: once.operation.pointer,
    received: `status ${twice.response.status} the second time`,
    documented: "success again, 404 or 410",
    kind: String(twice.response.status),
  });
}
