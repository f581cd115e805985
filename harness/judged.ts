import type { Operation, Response } from "../model/model.ts";
import type { WireRequest, WireResponse } from "../runtime/wire.ts";
import type { Classification, Schemas } from "./wire/classify.ts";

/**
 * What a check sees: an exchange, read by the document alone. No check learns what the generator meant by the request (law 1).
 */
export interface Judged {
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly response: WireResponse;
  /** What the document says of the request. */
  readonly classification: Classification;
  /** Whether the values that only a state can make right are known, from earlier answers, to be right. */
  readonly state: StateKnowledge;
  /** The document's response for this status: exact, else `4XX`, else `default`. */
  readonly documented: Response | undefined;
  readonly schemas: Schemas;
  /** All operations of the document: what else stands at the same path. */
  readonly operations: readonly Operation[];
  /**
   * Where the request carries credentials of the right form that were not given for it, which nobody can see on the wire:
   * `wrong` opens nothing, `swapped` was given for another scheme.
   */
  readonly credentials?: "wrong" | "swapped";
  /** From sending to the last byte, in milliseconds. */
  readonly ms: number;
}

export type StateKnowledge = { readonly known: true } | { readonly known: false; readonly reason: string };

/** The response object that the document has for a status (OAS 3.1, Responses Object: exact, then range, then default). */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const find = (wanted: string): Response | undefined =>
    operation.responses.find((response) => response.status === wanted);
  return find(String(status)) ?? find(`${Math.floor(status / 100)}XX`) ?? find("default");
}
