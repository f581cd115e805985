/** One header line, as it is sent or was received; names keep their case. */
export type HeaderLine = readonly [name: string, value: string];

/** A request as it goes over the wire: nothing is added to it, escaped or normalised on the way. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  /** Origin-form (RFC 9112, section 3.2.1), percent-encoded: `/v2/apis/a%2Fb?limit=1`. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string | Uint8Array;
}

/** An answer as it came over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
}
