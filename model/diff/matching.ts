import type { Contract, ContractOperation, Named } from "../contract/contract.ts";

type Match<Value> =
  | readonly [name: string, before: Value, after: Value]
  | readonly [name: string, before: Value, after: undefined]
  | readonly [name: string, before: undefined, after: Value];

/** The members of both, by name. */
export function matched<Value extends object | string>(
  before: Named<Value>,
  after: Named<Value>,
): readonly Match<Value>[] {
  const old = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name): Match<Value>[] => {
    const was = old.get(name);
    const is = now.get(name);
    if (was !== undefined) return is === undefined ? [[name, was, is]] : [[name, was, is]];
    return is === undefined ? [] : [[name, was, is]];
  });
}

/** A path template without the names in it: these are nobody's business but the document's. */
export function blank(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

/** The operations of both contracts that are the same endpoint: by method and path, the rest by their id. */
export function matchOperations(before: Contract, after: Contract): readonly OperationMatch[] {
  const old = new Map(Object.entries(before.operations));
  const matches: OperationMatch[] = [];
  const unmatched: [string, ContractOperation][] = [];
  const byEndpoint = new Map([...old].map(([id, operation]) => [endpointOf(operation), id]));
  for (const [id, is] of Object.entries(after.operations)) {
    const known = byEndpoint.get(endpointOf(is));
    const was = known === undefined ? undefined : old.get(known);
    if (known === undefined || was === undefined) unmatched.push([id, is]);
    else {
      old.delete(known);
      matches.push({ id, was, is, wasId: known });
    }
  }
  for (const [id, is] of unmatched) {
    const was = old.get(id);
    old.delete(id);
    matches.push({ id, is, ...(was === undefined ? {} : { was, wasId: id }) });
  }
  return [...matches, ...[...old].map(([id, was]) => ({ id, was, wasId: id }))];
}

export interface OperationMatch {
  readonly id: string;
  readonly was?: ContractOperation;
  readonly wasId?: string;
  readonly is?: ContractOperation;
}

function endpointOf({ method, path }: ContractOperation): string {
  return `${method} ${blank(path)}`;
}
