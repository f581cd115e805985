import type fc from "fast-check";
import type { Operation } from "../../model/model.ts";
import type { Case, Values } from "../case.ts";
import { breakableForm } from "../credentials/credentials.ts";
import type { BrokenManner } from "../credentials/manner.ts";
import { randomFor } from "../random.ts";
import type { SchemaEngine } from "../schema/index.ts";
import type { IncomingLink } from "../state/links.ts";
import { feedOf, type Feed } from "../state/feeds.ts";
import { sourceToken, type Slot } from "../state/slots.ts";
import { canNeedSource } from "../state/sources.ts";
import type { Schemas } from "../wire/schemas.ts";
import { hardened } from "./hard.ts";
import { oddities } from "./oddities.ts";
import { sorted, type Odd, type Sorted } from "./oddity.ts";
import { newDrawing, positive, type Drawing } from "./positive.ts";
import { simplestOf } from "./simplest.ts";
import { violations, type Broken } from "./violations.ts";

/** Everything that can be drawn for one operation, built once for a run. */
export interface Repertoire {
  readonly drawing: Drawing;
  /** Every slot that drawn values may hold, by its token. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Undefined: the document allows no request at all. */
  readonly valid: fc.Arbitrary<Values> | undefined;
  /** The simplest valid request: the same whoever asks first, whatever the seed. */
  readonly simplest: Values | undefined;
  /** What the operation's own answers give it, where its schemas do not say so themselves. */
  readonly feed: Feed | undefined;
  /** Valid requests with a hard text in them. */
  readonly hard: fc.Arbitrary<Case> | undefined;
  readonly broken: readonly Broken[];
  /** What is valid but odd, and what nobody can tell. */
  readonly odd: readonly Odd[];
}

/** `operations` are all of the document: what else there is at the operation's path. */
export function repertoire(
  operation: Operation,
  engine: SchemaEngine,
  schemas: Schemas,
  link: IncomingLink | undefined,
  manners: readonly BrokenManner[] = breakableForm(operation),
  operations: readonly Operation[] = [operation],
): Repertoire {
  const drawing = newDrawing(operation, engine, link);
  const feed = fed(drawing);
  const valid = positive(drawing);
  if (valid === undefined)
    return { drawing, slots: drawing.slots, valid, feed, simplest: undefined, hard: undefined, broken: [], odd: [] };
  const broken = violations(drawing, valid, schemas, manners);
  const simplest = once(() => simplestOf(valid, randomFor(operation.id)));
  const late = once((): Sorted => sorted(drawing, valid, oddities(operation, operations), schemas));
  const breaking = once(() => [...broken, ...late().broken]);
  return {
    drawing,
    slots: drawing.slots,
    valid,
    feed,
    hard: hardened(drawing, valid),
    get simplest() {
      return simplest();
    },
    // Sorting asks the judge about each oddity: an operation that only makes state for others is spared it.
    get broken() {
      return breaking();
    },
    get odd() {
      return late().odd;
    },
  };
}

/** Registers the slot of what the operation's answers feed. */
function fed({ operation, engine, slots }: Drawing): Feed | undefined {
  const feed = feedOf(operation, engine.resolve);
  const parameter = operation.parameters.find(({ name }) => name === feed?.parameter);
  if (feed === undefined || parameter === undefined || canNeedSource(parameter.schema.schema, engine.resolve))
    return undefined;
  const token = sourceToken(feed.source);
  slots.set(token, { token, from: "source", source: feed.source });
  return feed;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
