import type { WireRequest, WireResponse } from "../../runtime/wire.ts";

/** Where requests go: a real endpoint or the mock. One request in, one answer out; nothing is thrown. */
export interface Target {
  readonly name: string;
  /** `http://127.0.0.1:4010/base`, without a slash at its end: stands before the request's target, as text. */
  readonly baseUrl: string;
  send(request: WireRequest, options: SendOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface SendOptions {
  /** Milliseconds for everything: connection, request, header, body, and a second attempt where there is one. */
  readonly deadline: number;
  /** Where given, the last byte of the body is held back until it settles: two writes of one resource can so be made to overlap. */
  readonly release?: Promise<void>;
  /** The id of the operation that it is for: the mock gives up an operation, other targets do not look at it. */
  readonly operation?: string;
}

/** What became of a request. `ms` is from the call to the last byte. */
export type Answer =
  | { readonly outcome: "answered"; readonly response: WireResponse; readonly ms: number }
  | { readonly outcome: "failed"; readonly failure: Failure; readonly detail: string; readonly ms: number }
  /** Our own inability: the request never left, the target is not to blame. */
  | { readonly outcome: "unsendable"; readonly reason: string }
  /** The mock broke on this request; neither the document nor the user's API is to blame. */
  | {
      readonly outcome: "mockFault";
      readonly class: "dies" | "hangs" | "internal";
      readonly detail: string;
      readonly request: WireRequest;
      readonly ms: number;
    };

/**
 * `refused`: no connection. `reset`: the connection ended before the answer did. `timeout`: the deadline passed.
 * `protocol`: what came is no HTTP/1.1. `tooLarge`: header or body beyond the bound.
 */
export type Failure = "timeout" | "reset" | "refused" | "protocol" | "tooLarge";
