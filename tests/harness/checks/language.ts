import type { Check } from "../../../harness/checks/check.ts";
import { DEFAULT_RULES, type Rules } from "../../../harness/checks/rules.ts";
import { responseFor, type Judged } from "../../../harness/judged.ts";
import { classify } from "../../../harness/wire/classify.ts";
import type { Operation } from "../../../model/model.ts";
import type { HeaderLine, WireRequest, WireResponse } from "../../../runtime/wire.ts";
import { schemaEngine } from "../../../harness/schema/index.ts";
import type { Schemas } from "../../../harness/wire/schemas.ts";
import { request } from "../wire/language.ts";

/** What was sent, what came and what the document has; whatever is not given is as harmless as can be. */
export interface Given extends Partial<Pick<Judged, "state" | "ms" | "operations" | "credentials">> {
  readonly operation: Operation;
  readonly request?: WireRequest;
  readonly status: number;
  readonly headers?: readonly HeaderLine[];
  readonly body?: string;
}

/** One engine for one question: it keeps what it learns by pointer, and the same pointers stand for other schemas in the next. */
function newSchemas(): Schemas {
  const engine = schemaEngine(() => undefined);
  return {
    resolve: () => undefined,
    validate: (at, value) => engine.validate(at, value),
    validateFormats: (at, value) => engine.validate(at, value, { formats: true }),
  };
}

export function judgedOf({ operation, status, headers = [], body = "", ...given }: Given): Judged {
  const schemas = newSchemas();
  const sent = given.request ?? request(operation.path, { method: operation.method });
  const response: WireResponse = { status, headers, body: new TextEncoder().encode(body) };
  return {
    state: { known: true },
    ms: 1,
    operations: [operation],
    ...given,
    operation,
    request: sent,
    response,
    classification: classify(operation, sent, schemas),
    documented: responseFor(operation, status),
    schemas,
  };
}

/** `conforms`, `undecided`, or the kinds of all deviations. */
export function said(check: Check, given: Given, rules: Partial<Rules> = {}): string {
  const outcome = check.judge(judgedOf(given), { ...DEFAULT_RULES, ...rules });
  return outcome.outcome === "violates" ? outcome.deviations.map(({ kind }) => kind).join(", ") : outcome.outcome;
}
