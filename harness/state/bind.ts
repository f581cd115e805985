import type fc from "fast-check";
import type { Json } from "../../model/json.ts";
import type { Operation, Source } from "../../model/model.ts";
import type { WireRequest } from "../../runtime/wire.ts";
import type { Case, ValueMap, Values } from "../case.ts";
import type { Binding, Bindings } from "../exchange.ts";
import { evaluate, type Expressed } from "./expression.ts";
import { takenFor, type IsTaken } from "./taken.ts";
import { Filling } from "./filling.ts";
import { freshened } from "./fresh.ts";
import { pagingOf } from "./pages.ts";
import { withGiven } from "./links.ts";
import { randomFor } from "../random.ts";
import type { Session } from "../run/session.ts";
import { cut, type Slot } from "./slots.ts";
import type { State } from "./state.ts";
import { encode } from "../wire/encode.ts";

/** A case ready to be sent; or the reason why the state that it needs could not be made. */
export type Bound = Ready | { readonly outcome: "unmet"; readonly reason: string };

export interface Ready {
  readonly outcome: "bound";
  /** With `~createApi.1.apiId~` where a value of the state stands. */
  readonly symbolic: WireRequest;
  readonly request: WireRequest;
  readonly bindings: Bindings;
}

/** Sends one request that only makes state, and remembers what it made; says whether it succeeded, and if not why. */
export type Make = (made: Case, bound: Ready) => Promise<{ readonly made: boolean; readonly reason: string }>;

export interface Binder {
  readonly session: Session;
  readonly state: State;
  readonly unit: string;
  readonly make: Make;
}

/** How often the making of a state is tried, with other values each time: the first may be taken already. */
const ATTEMPTS = 4;

/** Encodes a case and puts values of the unit's state where its tokens stand; what the state lacks is made first. */
export async function bind(
  binder: Binder,
  wanted: Case,
  bound: Bindings = NONE,
  within: readonly string[] = [],
): Promise<Bound> {
  const { operation } = wanted;
  const encoding = encode(operation, wanted.values);
  if (encoding.outcome === "unencodable")
    return { outcome: "unmet", reason: `no request can be made of it: ${encoding.reason} (${encoding.at})` };
  const encoded = encoding.request;
  const apart = cut(encoded);
  if (apart.tokens.length === 0) return { outcome: "bound", symbolic: encoded, request: encoded, bindings: NONE };
  const filling = new Filling(apart, bound);
  const present = (): Present => ({
    path: operation.path,
    request: filling.request(),
    symbolic: filling.symbolic(),
    bindings: filling.bindings(),
  });
  const isTaken = takenFor(binder.state, operation, encoded, within.length > 0);
  for (const slot of slotsOf(binder, operation, apart.tokens)) {
    let found: Found | undefined;
    if (slot.from === "link") {
      found = binder.state.follow(slot.link, isTaken)?.get(slot.parameter);
      found ??= await makeLink(binder, slot, within, isTaken);
    } else {
      const sofar = present();
      found = binder.state.draw(slot.source, sofar) ?? (await makeSource(binder, slot.source, sofar, within));
    }
    if ("reason" in found) {
      const fewer = withoutOptional(wanted, slot.token);
      return fewer === undefined ? { outcome: "unmet", reason: found.reason } : bind(binder, fewer, bound, within);
    }
    filling.settle(slot.token, found);
  }
  return { outcome: "bound", symbolic: filling.symbolic(), request: filling.request(), bindings: filling.used() };
}

const NONE: Bindings = new Map();

/** The slots of these tokens, links first: a source's parameters speak of the path. */
function slotsOf({ session }: Binder, { id }: Operation, tokens: readonly string[]): readonly Slot[] {
  const known = session.repertoires.get(id)?.slots;
  const links: Slot[] = [];
  const sources: Slot[] = [];
  for (const token of tokens) {
    const slot = known?.get(token);
    if (slot !== undefined) (slot.from === "link" ? links : sources).push(slot);
  }
  return sources.length === 0 ? links : [...links, ...sources];
}

interface Present extends Expressed {
  readonly symbolic: WireRequest;
  readonly bindings: Bindings;
}

type Found = Binding | { readonly reason: string };

async function makeLink(
  binder: Binder,
  { link, parameter }: Slot & { from: "link" },
  within: readonly string[],
  isTaken: IsTaken,
): Promise<Found> {
  const failure = await makeOne(binder, link.from, { given: link.link.given, path: {}, bindings: NONE }, within);
  const free = binder.state.follow(link, isTaken);
  const anywhere = free ?? binder.state.follow(link);
  binder.state.isForgetful ||= failure === undefined && anywhere !== free;
  const made = anywhere?.get(parameter);
  return (
    made ?? {
      reason: failure ?? `${link.from.id} answered without the value that link ${link.link.name} takes from it`,
    }
  );
}

async function makeSource(binder: Binder, source: Source, present: Present, within: readonly string[]): Promise<Found> {
  const maker = binder.session.model.operations.find(({ id }) => id === source.operationId);
  if (maker === undefined)
    return { reason: `x-covenant.from names ${source.operationId}, which the document does not have` };
  const symbolic: Expressed = { path: present.path, request: present.symbolic };
  const path = Object.fromEntries(
    Object.entries(source.parameters).flatMap(([name, expression]) => {
      const value = evaluate(expression, symbolic);
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
  const failure = await makePage(binder, maker, { given: NOTHING, path, bindings: present.bindings }, within);
  return binder.state.draw(source, present) ?? { reason: failure ?? `${maker.id} answered without ${source.value}` };
}

const NOTHING: ReadonlyMap<string, Json> = new Map();

/**
 * Makes what `operation` makes; where it lists what another one makes, enough of that first for a page that is not the last, once in a unit:
 * where no page leads on then, none will.
 */
async function makePage(
  binder: Binder,
  operation: Operation,
  wish: Wish,
  within: readonly string[],
): Promise<string | undefined> {
  const { repertoires, model } = binder.session;
  const drawing = repertoires.get(operation.id)?.drawing;
  const paging = drawing && pagingOf(drawing, model.operations);
  if (paging === undefined) return makeOne(binder, operation, wish, within);
  if (!binder.state.seeks(operation)) return `${operation.id} has no further page`;
  for (let element = 0; element < paging.elements; element += 1) {
    const failure = await makeOne(binder, paging.creating, { ...wish, isAnother: true }, [...within, operation.id]);
    if (failure !== undefined) return failure;
  }
  const { seeking } = binder.state;
  binder.state.seeking = operation.id;
  const failure = await makeOne(binder, operation, { ...wish, query: paging.query }, within);
  binder.state.seeking = seeking;
  return failure;
}

interface Wish {
  readonly given: ReadonlyMap<string, Json>;
  /** Path values that are fixed, as tokens or literals. */
  readonly path: ValueMap;
  readonly bindings: Bindings;
  readonly query?: ValueMap;
  /** Made beside what is there: what has to be unique must not be that of the simplest request. */
  readonly isAnother?: true;
}

/**
 * Makes what `operation` makes, from its simplest request, then from drawn ones; with values of its own where it has nowhere else to go and
 * a conflict has shown that something of it has to be unique. The reason where that failed.
 */
async function makeOne(
  binder: Binder,
  operation: Operation,
  wish: Wish,
  within: readonly string[],
): Promise<string | undefined> {
  if (within.includes(operation.id))
    return `the document's links go round in a circle: ${[...within, operation.id].join(" -> ")}`;
  const { valid: arbitrary, simplest } = binder.session.repertoires.get(operation.id) ?? {};
  if (arbitrary === undefined || simplest === undefined) return `no valid request can be made for ${operation.id}`;
  const isFixed = Object.keys(wish.path).length > 0 || !binder.session.links.has(operation.id);
  const isUsedUp = wish.isAnother === true || (isFixed && binder.state.hasConflicted(operation));
  const first = isUsedUp ? freshened(binder, { operation, values: simplest })?.values : simplest;
  let reason: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const values = (attempt === 0 ? first : undefined) ?? drawn(binder, operation, arbitrary);
    const body =
      values.body && "value" in values.body.content
        ? { body: { ...values.body, content: { value: withGiven(values.body.content.value, wish.given) ?? null } } }
        : {};
    const path = { ...values.path, ...wish.path };
    const query = { ...values.query, ...wish.query };
    const wanted: Case = { operation, values: { ...values, ...body, path, query } };
    const bound = await bind(binder, wanted, wish.bindings, [...within, operation.id]);
    if (bound.outcome === "unmet") return bound.reason;
    const result = await binder.make(wanted, bound);
    if (result.made) return undefined;
    reason = `${operation.id} ${result.reason}`;
  }
  return reason;
}

function drawn({ session, unit, state }: Binder, operation: Operation, arbitrary: fc.Arbitrary<Values>): Values {
  const random = randomFor(session.seed, unit, "make", operation.id, state.nextDraw());
  return arbitrary.generate(random, undefined).value_;
}

/** The case without the optional parameters that are just this token; undefined where the token stands elsewhere. */
function withoutOptional(wanted: Case, token: string): Case | undefined {
  const { operation, values } = wanted;
  for (const location of ["query", "header", "cookie"] as const) {
    const name = Object.keys(values[location]).find((key) => values[location][key] === token);
    const parameter = operation.parameters.find((candidate) => candidate.in === location && candidate.name === name);
    if (parameter === undefined || parameter.required) continue;
    const left = Object.fromEntries(Object.entries(values[location]).filter(([key]) => key !== name));
    return { ...wanted, values: { ...values, [location]: left } };
  }
  return undefined;
}
