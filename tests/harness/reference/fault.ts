import type { Json, JsonObject } from "../../../model/json.ts";
import type { Model, Operation } from "../../../model/model.ts";
import type { Store } from "./store.ts";

/** A fault that a server has on purpose: each member replaces one of its sound steps. */
export interface Fault {
  /** What the server takes the document for when it reads requests; its answers still come from the document as it is. */
  readonly reads?: (model: Model) => Model;
  /** Parts of the protocol that the server leaves out. */
  readonly ignores?: ReadonlySet<Duty>;
  /** Whether it breaks down over a request that it has accepted. */
  readonly crashes?: (facts: Facts) => boolean;
  readonly answers?: (answer: Answer, facts: Facts) => Answer;
  /** What becomes of a 405. */
  readonly refusesMethods?: (answer: Answer) => Answer;
  readonly stores?: (store: Store) => Store;
  /** What is kept after an update. */
  readonly updates?: (method: string, old: JsonObject, sent: JsonObject, sound: JsonObject) => JsonObject;
  /** Called for every refused request. */
  readonly refuses?: (store: Store, facts: Facts) => void;
}

export type Duty = "credentials" | "contentType" | "accept" | "malformed" | "method" | "parent" | "readOnly";

/** What the server knows of a request when it answers it. */
export interface Facts {
  readonly operation: Operation;
  /** As it came, percent-encoded, without the query. */
  readonly path: string;
  readonly body: Json | undefined;
  /** By place: `query.limit`. */
  readonly parameters: ReadonlyMap<string, Json>;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}
