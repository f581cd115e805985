import { isAnswered, type Exchange } from "../harness/exchange.ts";
import type { Explain } from "../harness/run/session.ts";
import { openHttpTarget } from "../harness/targets/http.ts";
import { explainMock } from "../harness/targets/mock-faults.ts";
import type { Scene } from "../harness/targets/mock-fault.ts";
import { startPrism } from "../harness/targets/prism.ts";
import type { Target } from "../harness/targets/target.ts";
import type { Model } from "../model/model.ts";
import type { Views } from "../harness/views.ts";
import { UsageError } from "./usage.ts";

/** The target at a base URL; without one a Prism mock of the document, started for it. */
export async function openTarget(document: string, url: string | undefined, port?: number): Promise<Target> {
  if (url !== undefined) {
    const opened = openHttpTarget(url);
    if (opened.outcome === "unusable") throw new UsageError(opened.reason);
    return opened.target;
  }
  const started = await startPrism(document, port === undefined ? {} : { port });
  if (started.outcome === "unusable") throw new UsageError(`Prism cannot serve ${document}: ${started.reason}`);
  return started.target;
}

/** Tells Prism's known faults from deviations. */
export function explainPrism({ operations }: Model, views: Views): Explain {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const sceneOf = ({ case: { operation }, answer }: Exchange): readonly Scene[] =>
    isAnswered(answer) ? [{ operation, response: answer }] : [];
  return (finding, { exchange: { request, answer }, story }) => {
    const operation = byId.get(finding.operation);
    if (operation === undefined || !isAnswered(answer)) return undefined;
    const scenes = story.flatMap(([, exchange]) => sceneOf(exchange));
    return explainMock({ finding, operation, operations, request, response: answer, views, story: scenes });
  };
}
