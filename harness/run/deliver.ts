import type { Operation } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import type { Manner } from "../credentials/manner.ts";
import type { Answer } from "../targets/target.ts";
import { isSpent, type Allowance, type Session } from "./session.ts";

export type Delivered =
  | { readonly outcome: "delivered"; readonly request: WireRequest; readonly answer: Answer }
  /** There were no credentials to be had: nothing was sent. */
  | { readonly outcome: "withheld"; readonly reason: string };

/** Adds credentials and sends; once more, with new ones, where a 401 shows that those given have run out. */
export async function deliver(
  { credentials, budget }: Pick<Session, "credentials"> & { readonly budget: Allowance },
  operation: Operation,
  request: WireRequest,
  manner: Manner,
  transmit: (request: WireRequest) => Promise<Answer>,
): Promise<Delivered> {
  const applying = credentials.apply(operation, request, manner);
  const applied = applying instanceof Promise ? await applying : applying;
  if (applied.outcome === "failed") return { outcome: "withheld", reason: applied.reason };
  const answer = await transmit(applied.request);
  if (!isUnauthorised(answer) || isSpent(budget) || !(await applied.renewed()))
    return { outcome: "delivered", request: applied.request, answer };
  const again = await credentials.apply(operation, request, manner);
  if (again.outcome === "failed") return { outcome: "withheld", reason: again.reason };
  budget.requests += 1;
  return { outcome: "delivered", request: again.request, answer: await transmit(again.request) };
}

function isUnauthorised(answer: Answer): boolean {
  return answer.outcome === "answered" && answer.response.status === 401;
}
