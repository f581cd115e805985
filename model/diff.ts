import { type Contract, toContract } from "./contract/contract.ts";
import { type Change, breakingOf } from "./diff/change.ts";
import { ChangeCollector } from "./diff/collector.ts";
import { type OperationMatch, matchOperations, matched } from "./diff/matching.ts";
import { HARMLESS, compareOperations } from "./diff/operations.ts";
import { SchemaComparison } from "./diff/schemas.ts";
import type { Model } from "./model.ts";
import { below } from "./pointer.ts";

/** What changed from one contract to the next; sorted by pointer. Equal contracts give nothing, however differently their documents are written. */
export function diffContracts(before: Contract, after: Contract): readonly Change[] {
  const changes = new ChangeCollector(new SchemaComparison(before.schemas, after.schemas));
  for (const match of matchOperations(before, after)) compareMatch(match, changes);
  for (const [url, was, is] of matched(before.servers, after.servers)) {
    if (is === undefined) {
      changes.tell(
        { pointer: was.pointer, what: "server", before: url, after: undefined },
        breakingOf("request", "narrowed"),
      );
    } else if (was === undefined) {
      changes.tell({ pointer: is.pointer, what: "server", before: undefined, after: url }, HARMLESS);
    }
  }
  return changes.list();
}

/** `diffContracts` of what was generated from before, a model or its contract, and the document of today. */
export function diffModels(before: Model | Contract, after: Model): readonly Change[] {
  return diffContracts("contract" in before ? before : toContract(before), toContract(after));
}

function compareMatch({ id, was, wasId, is }: OperationMatch, changes: ChangeCollector): void {
  if (is === undefined && was !== undefined) {
    const change = { pointer: was.pointer, what: "operation", before: endpoint(was), after: undefined };
    changes.tell(change, breakingOf("request", "narrowed"), id);
  } else if (was === undefined && is !== undefined) {
    const change = { pointer: is.pointer, what: "operation", before: undefined, after: endpoint(is) };
    changes.tell(change, breakingOf("request", "widened"), id);
  } else if (was !== undefined && is !== undefined) {
    if (wasId !== undefined && wasId !== id) {
      changes.tell(
        { pointer: below(is.pointer, "operationId"), what: "operationId", before: wasId, after: id },
        HARMLESS,
        id,
      );
    }
    compareOperations(id, was, is, changes);
  }
}

function endpoint({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
