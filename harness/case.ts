import type { Json } from "../model/json.ts";
import type { Operation, Pointer } from "../model/model.ts";
import type { HeaderLine } from "../runtime/wire.ts";

/** One request to be sent, before it is encoded: what fast-check draws and shrinks. */
export interface Case {
  readonly operation: Operation;
  readonly values: Values;
  /** None: a positive case. One: valid but for this. */
  readonly violation?: Violation;
  /** Set where nobody can say whether the case is valid: whatever the answer, it must not be a failure of the server. */
  readonly probe?: Probe;
  /** Sent so that another of the same values is answered between its first byte and its last. */
  readonly overlaps?: true;
}

/** What is odd about a case that is neither valid nor invalid: a name given twice, a number beyond a double. */
export interface Probe {
  readonly name: string;
  /** As in a violation. */
  readonly at: string;
}

/**
 * Values by place. A value that only a state can give is a token of text (`~createApi.1.apiId~`, see state.ts), bound when the case is sent.
 * A parameter that is left out has no entry.
 */
export interface Values {
  readonly path: ValueMap;
  readonly query: ValueMap;
  readonly header: ValueMap;
  readonly cookie: ValueMap;
  readonly body?: Body;
  readonly wire?: WireChanges;
}

/** What no value can say, for violations that live on the wire: put in or left out as it stands, after everything else is encoded. */
export interface WireChanges {
  readonly method?: string;
  /** Pieces for the end of the query, `limit=1`: a parameter given twice, a broken escape. */
  readonly query?: readonly string[];
  /** Lines for the end of the header. */
  readonly headers?: readonly HeaderLine[];
  /** Names of header lines that are not sent, lower case. */
  readonly without?: readonly string[];
}

export type ValueMap = { readonly [name: string]: Json };

export interface Body {
  readonly mediaType: string;
  readonly content: { readonly value: Json } | { readonly bytes: Uint8Array | string };
}

/** The one way in which a case is broken on purpose. */
export interface Violation {
  /** The keyword or rule that is broken: `maxLength`, `required`, `type`, `malformedJson`, `missingCredentials`, ... */
  readonly name: string;
  /** Where in the request: `path.apiId`, `header.accept`, `body#/responseModels/a`, `body`, `security`, `method`. */
  readonly at: string;
  /** What the document says there. */
  readonly pointer: Pointer;
}
