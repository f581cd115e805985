/** A request as it came over the wire, nothing of it decoded. */
export interface Request {
  readonly method: string;
  /** The request target: path and query, percent-encoded as sent. */
  readonly target: string;
  /** The target's path: neither decoded nor normalised, so that an encoded slash stays inside its label. */
  readonly path: string;
  /** The first value of a parameter of the query, decoded. */
  query(name: string): string | undefined;
  /** A header's values joined with ", "; undefined where it is absent. Names in lower case. */
  header(name: string): string | undefined;
  /** The body; read once, when it is first asked for. Rejects with a Refusal. */
  body(): Promise<Buffer>;
  /** The store's revision when the request's head arrived. */
  readonly revision: number;
}

/** Header names in lower case; the body is empty where the status has none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Handler = (request: Request) => Promise<Answer>;
