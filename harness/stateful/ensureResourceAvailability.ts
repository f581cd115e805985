import { conforms, undecided, violates } from "../checks/check.ts";
import { isGone, isSuccess, type Plot, type StatefulCheck } from "./story.ts";

/** A resource is there from the answer on that says that it was made (RFC 9110, section 15.3.2): the document's own links lead to it. */
export const ensureResourceAvailability: StatefulCheck = {
  name: "ensureResourceAvailability",
  promise: "What was created can be read at once.",
  plots(model, operation) {
    if (operation.method !== "POST" && operation.method !== "PUT") return [];
    const targets = new Set(operation.responses.flatMap(({ links }) => links.map(({ target }) => target)));
    const reads = model.operations.filter(
      ({ id, method, path }) => method === "GET" && targets.has(id) && path.endsWith("}"),
    );
    return reads.map((read): Plot => [
      { role: "create", operation, sends: "valid" },
      { role: "read", operation: read, sends: { follows: "create" } },
    ]);
  },
  judge(story) {
    const [created, read] = ["create", "read"].map((role) => story.get(role));
    if (created === undefined || read === undefined) return conforms;
    if (!isSuccess(created) || created.response.status === 202) return undecided("nothing was created");
    if (!isGone(read)) return conforms;
    return violates({
      pointer: read.operation.pointer,
      received: `status ${read.response.status} from ${read.operation.id} after ${created.operation.id} had answered ${created.response.status}`,
      documented: "the resource that was just created",
      kind: "unavailable",
    });
  },
};
