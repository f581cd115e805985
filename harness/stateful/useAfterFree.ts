import { conforms, undecided, violates } from "../checks/check.ts";
import { resourceOf } from "./resource.ts";
import { isSuccess, type Plot, type StatefulCheck } from "./story.ts";

/** What was deleted cannot be written to, nor can anything below it be used. Reading it is `deleteRemoves`'s. */
export const useAfterFree: StatefulCheck = {
  name: "useAfterFree",
  promise: "What was deleted cannot be used any more.",
  plots(model, operation) {
    const { writes, below } = resourceOf(model, operation);
    if (operation.method !== "DELETE") return [];
    // A write that creates what is missing (PUT, RFC 9110, section 9.3.4) may succeed.
    const uses = [
      ...writes.filter(({ method }) => method === "PATCH"),
      ...below.filter((use) => sharesPath(use, operation)),
    ];
    return uses.map((use): Plot => [
      { role: "before", operation: use, sends: "simplest" },
      { role: "delete", operation, sends: { follows: "before" } },
      { role: "use", operation: use, sends: { as: "before" } },
    ]);
  },
  judge(story) {
    const [before, deleted, use] = ["before", "delete", "use"].map((role) => story.get(role));
    if (before === undefined || deleted === undefined || use === undefined) return conforms;
    if (!isSuccess(before) || !isSuccess(deleted))
      return undecided("the resource could not be used or deleted in the first place");
    if (deleted.response.status === 202 || !isSuccess(use)) return conforms;
    return violates({
      pointer: use.operation.pointer,
      received: `status ${use.response.status} from ${use.operation.id} after ${deleted.operation.id} had answered ${deleted.response.status}`,
      documented: "404 or 410: the resource was deleted",
      kind: "used",
    });
  },
};

/** Every path parameter of the deletion is one of the use: the same resource is meant. Operations that delete are left out. */
function sharesPath(
  use: { readonly method: string; readonly path: string },
  { path }: { readonly path: string },
): boolean {
  return use.method !== "DELETE" && use.path.startsWith(path);
}
