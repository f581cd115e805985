import type { Judged } from "../judged.ts";
import type { Deviation } from "../verdict.ts";
import { headersOf } from "../wire/headers.ts";
import { conforms, violates, type Check } from "./check.ts";
import { operationsAt } from "./fault.ts";

/** RFC 9110, sections 15.5.6 and 10.2.1: a 405 lists in Allow the methods that the target has; the refused one is none of them, the documented ones are. */
export const allowHeaderConformance: Check = {
  name: "allowHeaderConformance",
  promise: "A 405 says in Allow which methods there are.",
  judge(judged) {
    const { operation, request, response } = judged;
    if (response.status !== 405) return conforms;
    const lines = headersOf(response.headers, "allow");
    const told = (received: string, documented: string, kind: string): Deviation => ({
      pointer: operation.pointer,
      received,
      documented,
      kind,
    });
    if (lines.length === 0) return violates(told("status 405 without Allow", "the methods that there are", "missing"));
    const allowed = lines.flatMap((line) => line.split(",")).map((method) => method.trim());
    const shown = `allow: ${lines.join(", ")}`;
    if (allowed.includes(request.method))
      return violates(told(shown, `no ${request.method}, which was just refused`, "refused method"));
    const absent = documentedMethods(judged).filter((method) => !allowed.includes(method));
    return violates(...absent.map((method) => told(shown, `${method}, which the document has`, `no ${method}`)));
  },
};

/** The methods that every path which fits the target documents, the refused one left out. */
function documentedMethods(judged: Judged): readonly string[] {
  const fitting = operationsAt(judged);
  const paths = new Set(fitting.map(({ path }) => path));
  const methods = [...new Set(fitting.map(({ method }) => method))];
  return methods.filter(
    (method) =>
      method !== judged.request.method &&
      paths.values().every((path) => fitting.some((other) => other.path === path && other.method === method)),
  );
}
