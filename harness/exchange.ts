import type { WireRequest, WireResponse } from "../runtime/wire.ts";
import type { Case } from "./case.ts";
import type { Manner } from "./credentials/manner.ts";
import type { Failure } from "./targets/target.ts";

/**
 * A case, the request as it was sent and what came back.
 * `symbolic` is the request with `~createApi.1.apiId~` wherever a value stands that the target itself has made up; `bindings` gives those values.
 */
export interface Exchange {
  readonly case: Case;
  readonly symbolic: WireRequest;
  readonly bindings: Bindings;
  readonly request: WireRequest;
  /** Those of `request`; `symbolic` has none. */
  readonly credentials: Manner;
  readonly answer: WireResponse | Unanswered;
  /** From sending to the last byte, in milliseconds. */
  readonly ms: number;
}

export type Bindings = ReadonlyMap<string, Binding>;

/** A value that an earlier exchange of the same unit has made, and where it stands there. */
export interface Binding {
  readonly value: string | number | boolean;
  /** What stands for it in the log, `~createApi.1.apiId~`. */
  readonly token: string;
  /** The name of that exchange, `createApi.1`. */
  readonly maker: string;
  /** A runtime expression over it, `$response.body#/apiId`. */
  readonly expression: string;
}

export interface Unanswered {
  /** `mockFault`: the mock broke on this request, and was started again. */
  readonly failure: Failure | "mockFault";
  readonly detail: string;
}

export function isAnswered(answer: WireResponse | Unanswered): answer is WireResponse {
  return "status" in answer;
}
