import { conforms, undecided, violates } from "../checks/check.ts";
import { feedOf } from "../state/feeds.ts";
import { isGone, isSuccess, type StatefulCheck } from "./story.ts";

/** What a list says of where it goes on is true: its pages are read on, with what each has given. A page that is refused as malformed is `positiveDataAcceptance`'s. */
export const nextPageResolves: StatefulCheck = {
  name: "nextPageResolves",
  promise: "Where a list says that it goes on, it does.",
  plots(model, operation) {
    const isFilled = model.operations.some(({ method, path }) => method === "POST" && path === operation.path);
    if (operation.method !== "GET" || !isFilled || feedOf(operation, model.resolve) === undefined) return [];
    return [
      [
        { role: "second", operation, sends: "page" },
        { role: "third", operation, sends: { pageAfter: "second" } },
      ],
    ];
  },
  judge(story) {
    const [second, third] = ["second", "third"].map((role) => story.get(role));
    if (second === undefined || third === undefined) return conforms;
    if (!isSuccess(second)) return undecided("there was no page to go on from");
    if (!isGone(third)) return conforms;
    return violates({
      pointer: third.operation.pointer,
      received: `status ${third.response.status} for the next page that ${third.operation.id} has named`,
      documented: "the next page",
      kind: "page",
    });
  },
};
