import { conforms, undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { isGone, isSuccess, type StatefulCheck } from "./story.ts";

/** RFC 9110, section 10.2.2: `Location` of a 201 names what was created. */
export const locationResolves: StatefulCheck = {
  name: "locationResolves",
  promise: "The Location of what was created leads there.",
  plots(model, operation) {
    if (operation.method !== "POST" && operation.method !== "PUT") return [];
    // Which operation reads the Location shows only when it comes: the story sends a plain GET there.
    const read = resourceOf(model, operation).read ?? operation;
    return [
      [
        { role: "create", operation, sends: "valid" },
        { role: "read", operation: read, sends: { location: "create" } },
      ],
    ];
  },
  judge(story) {
    const [created, read] = ["create", "read"].map((role) => story.get(role));
    if (created === undefined || read === undefined) return conforms;
    if (!isSuccess(created) || created.response.status === 202) return undecided("nothing was created");
    if (!isGone(read)) return conforms;
    return violates({
      pointer: created.operation.pointer,
      received: `status ${read.response.status} at the Location of ${created.operation.id}`,
      documented: "the resource that was just created",
      kind: "location",
    });
  },
};
