import { undecided, violates } from "../checks/check.ts";
import { markedMembers } from "./marked.ts";
import { resourceOf } from "./resource.ts";
import { member } from "../schema/values.ts";
import { differing, isEqual, isSuccess, sentBy, shownBy, type StatefulCheck } from "./story.ts";
import { short } from "./updateReflected.ts";

/** JSON Schema 2020-12, validation, section 9.4: the value of a `readOnly` member is the server's; what a client sends for it is ignored or refused. */
export const readOnlyIgnored: StatefulCheck = {
  name: "readOnlyIgnored",
  promise: "What a client sends for a readOnly member changes nothing.",
  plots(model, operation) {
    const { read, writes } = resourceOf(model, operation);
    const marked = (operation.requestBody?.content ?? []).flatMap(({ schema }) =>
      markedMembers(schema.schema, "readOnly", model.resolve),
    );
    if (read === undefined || !writes.includes(operation) || marked.length === 0) return [];
    return [
      [
        { role: "first", operation: read, sends: "simplest" },
        { role: "before", operation: read, sends: { as: "first" } },
        { role: "write", operation, sends: { changing: marked, of: "before" } },
        { role: "after", operation: read, sends: { as: "first" } },
      ],
    ];
  },
  judge(story) {
    const write = story.get("write");
    const [first, before, after] = ["first", "before", "after"].map((role) => shownBy(story.get(role)));
    if (write === undefined || first === undefined || before === undefined || after === undefined)
      return undecided("the resource cannot be read as an object");
    if (!isSuccess(write)) return undecided("the update was not taken");
    const sent = sentBy(write) ?? {};
    const stable = Object.keys(sent).filter(
      (name) => Object.hasOwn(before, name) && !differing(first, before).includes(name),
    );
    const taken = stable.filter(
      (name) => write.changed?.includes(name) === true && isEqual(member(sent, name), member(after, name)),
    );
    return violates(
      ...taken.map((name) => ({
        pointer: write.operation.pointer,
        received: `a read shows ${name}: ${short(member(after, name))}, as a client has sent it`,
        documented: `${name}: ${short(member(before, name))}, as before: it is readOnly`,
        kind: name,
      })),
    );
  },
};
