import { responseFor } from "../../harness/judged.ts";
import { judge } from "../../harness/judge.ts";
import { schemaEngine } from "../../harness/schema/index.ts";
import { explainMock } from "../../harness/targets/mock-faults.ts";
import { viewsOf } from "../../harness/views.ts";
import { classify } from "../../harness/wire/classify.ts";
import type { Model } from "../../model/index.ts";
import type { WireRequest, WireResponse } from "../../runtime/wire.ts";

/** What is said of the findings that a check has on an exchange: `falseRejection: Prism …`, `not explained`, or `no finding`. */
export function explained(model: Model, check: string, request: WireRequest, response: WireResponse): string {
  const operation = model.operations.find(({ path }) => request.target.startsWith(path.replace(/\{.*/, "")));
  if (operation === undefined) return "no operation";
  const views = viewsOf(model, schemaEngine(model.resolve));
  const verdict = judge({
    operation,
    request,
    response,
    classification: classify(operation, request, views.request),
    state: { known: true },
    documented: responseFor(operation, response.status),
    schemas: views.response,
    operations: model.operations,
    ms: 1,
  });
  const findings = verdict.verdict === "violates" ? verdict.findings.filter((each) => each.check === check) : [];
  const reasons = findings.map((finding) => {
    const fault = explainMock({ finding, operation, request, response, views, story: [] });
    return fault === undefined ? "not explained" : `${fault.class}: ${fault.explanation}`;
  });
  return reasons.length === 0 ? "no finding" : [...new Set(reasons)].join(" and ");
}
