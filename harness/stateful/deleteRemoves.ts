import { conforms, undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { isGone, isSuccess, type StatefulCheck } from "./story.ts";

/** RFC 9110, section 9.3.5: what a successful DELETE has named is not there to be read any more. */
export const deleteRemoves: StatefulCheck = {
  name: "deleteRemoves",
  promise: "What was deleted cannot be read any more.",
  plots(model, operation) {
    const { read } = resourceOf(model, operation);
    if (operation.method !== "DELETE" || read === undefined) return [];
    return [
      [
        { role: "before", operation: read, sends: "simplest" },
        { role: "delete", operation, sends: "simplest" },
        { role: "after", operation: read, sends: { as: "before" } },
      ],
    ];
  },
  judge(story) {
    const [before, deleted, after] = ["before", "delete", "after"].map((role) => story.get(role));
    if (before === undefined || deleted === undefined || after === undefined) return conforms;
    if (!isSuccess(before) || !isSuccess(deleted))
      return undecided("the resource could not be read or deleted in the first place");
    if (deleted.response.status === 202 || isGone(after) || !isSuccess(after)) return conforms;
    return violates({
      pointer: deleted.operation.pointer,
      received: `status ${after.response.status} from ${after.operation.id} after ${deleted.operation.id} had answered ${deleted.response.status}`,
      documented: "404 or 410: the resource was deleted",
      kind: "stays",
    });
  },
};
