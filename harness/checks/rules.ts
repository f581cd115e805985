/** What of the checks' judgement no standard settles, and a user may settle otherwise. */
export interface Rules {
  /** The statuses that refuse a method which the path does not document. */
  readonly unsupportedMethod: readonly number[];
  /** By what is wrong with a request, the statuses that say just that. One that the document has is expected; without one any refusal will do. */
  readonly errorCodes: Readonly<Record<Wrong, readonly number[]>>;
  /** Milliseconds that an answer may take; undefined: any. */
  readonly maxResponseTime: number | undefined;
}

/** What can be wrong with a request, as far as statuses tell it apart (RFC 9110, section 15.5). */
export type Wrong = "credentials" | "accept" | "mediaType" | "content";

/** RFC 9110: 401 and 403 (15.5.2, 15.5.4), 405 (15.5.6), 406 (15.5.7), 415 (15.5.16), 400 and 422 (15.5.1, 15.5.21); 404 and 501 (15.6.2) hide or deny the method. */
export const DEFAULT_RULES: Rules = {
  unsupportedMethod: [405, 404, 501],
  errorCodes: { credentials: [401, 403], accept: [406], mediaType: [415], content: [400, 422] },
  maxResponseTime: undefined,
};
