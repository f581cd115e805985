import { undecided, violates } from "../checks/check.ts";
import { damaged, echoes } from "../checks/echoes.ts";
import { ensureResourceAvailability } from "./ensureResourceAvailability.ts";
import { isSuccess, sentBy, shownBy, type StatefulCheck } from "./story.ts";

/** What a creation was sent, a read shows unharmed: many answer a creation with an id alone, so that only a read can tell. */
export const textKept: StatefulCheck = {
  name: "textKept",
  promise: "A text that was sent has lost none of its characters when it is read.",
  plots(model, operation) {
    return ensureResourceAvailability.plots(model, operation);
  },
  judge(story) {
    const [created, read] = ["create", "read"].map((role) => story.get(role));
    const [sent, shown] = [sentBy(created), shownBy(read)];
    if (created === undefined || read === undefined || !isSuccess(created) || sent === undefined || shown === undefined)
      return undecided("nothing was created from an object and read as one");
    return violates(...damaged(echoes(sent, shown), read.operation.pointer));
  },
};
