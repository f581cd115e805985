import { conforms, violates, type Check } from "./check.ts";

/** Off unless the rules give a bound: how long is too long, no document says. */
export const maxResponseTime: Check = {
  name: "maxResponseTime",
  promise: "Every answer comes within the time that was set.",
  judge({ operation, ms }, { maxResponseTime: bound }) {
    if (bound === undefined || ms <= bound) return conforms;
    return violates({
      pointer: operation.pointer,
      received: `an answer after ${Math.round(ms)} ms`,
      documented: `an answer within ${bound} ms`,
      kind: "slow",
    });
  },
};
