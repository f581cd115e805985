import type { Json, JsonObject } from "../../model/json.ts";
import type { Operation, Source } from "../../model/model.ts";
import type { Binding, Bindings } from "../exchange.ts";
import { evaluate, bodyJson, type Expressed } from "./expression.ts";
import type { IncomingLink } from "./links.ts";
import {
  agrees,
  binding,
  isItemOf,
  isPath,
  parametersOf,
  plain,
  sharedNames,
  valuesOf,
  type Bound,
  type Made,
  type Repeated,
} from "./made.ts";

/**
 * What one unit knows of the target, from answers alone: which resources it has made, which of them a deletion or conflict has spoiled.
 * Each unit has its own, so units can run side by side.
 */
export class State {
  /** All that is there. */
  #made: Made[] = [];
  /** By maker, newest first, but for what a conflict has shown to be unfit for use: it is there all the same, and so is what must be unique of it. */
  readonly #newest = new Map<string, readonly Made[]>();
  readonly #counts = new Map<string, number>();
  /** Paths that a request has succeeded at. */
  readonly #served = new Set<string>();
  /** Operations that were refused because of what is there already. */
  readonly #conflicting = new Set<string>();
  readonly #sought = new Set<string>();
  /** Whether what was made anew was what is there already, as with a mock: then no place is better than another. */
  isForgetful = false;
  /** The list of which a page is being asked for that the unit has seen to itself. */
  seeking: string | undefined;
  #draws: number;
  readonly #links: ReadonlyMap<string, readonly IncomingLink[]>;

  /** `draws`: how often values were drawn for the unit's earlier states; what these have made is there still. */
  constructor(links: ReadonlyMap<string, readonly IncomingLink[]>, draws = 0) {
    this.#links = links;
    this.#draws = draws;
  }

  /** The value of each path parameter that the link gives, from the newest exchange that fits and leads to no place that is taken; undefined where there is none. */
  follow(link: IncomingLink, isTaken: (place: Bound) => boolean = () => false): Bound | undefined {
    for (const made of this.#madeBy(link.from.id)) {
      const values = valuesOf(link, made);
      if (values !== undefined && !isTaken(values)) return values;
    }
    return undefined;
  }

  /** Whether the operation has succeeded. */
  hasMade({ id }: Operation): boolean {
    return this.#counts.has(id);
  }

  /** Where the operation has succeeded with a text or number at the top of its body that this body repeats, and the names of these. */
  repeated({ id }: Operation, body: JsonObject): readonly Repeated[] {
    return this.#made.flatMap((made): readonly Repeated[] => {
      const names = made.operation.id === id ? sharedNames(bodyJson(made.request.body), body) : [];
      return names.length === 0 ? [] : [{ made, names }];
    });
  }

  /** The operation was answered 409: something of it has to be unique. */
  conflicted({ id }: Operation): void {
    this.#conflicting.add(id);
  }

  hasConflicted({ id }: Operation): boolean {
    return this.#conflicting.has(id);
  }

  /** A number for the next values that are drawn because others are taken: no two draws of a unit are the same. */
  nextDraw(): number {
    this.#draws += 1;
    return this.#draws;
  }

  /** Whether a page of this list that leads on is still to be sought: once in a unit. */
  seeks({ id }: Operation): boolean {
    if (this.#sought.has(id)) return false;
    this.#sought.add(id);
    return true;
  }

  get draws(): number {
    return this.#draws;
  }

  /** A value that `source` names, made by a call whose parameters agree with the present request. */
  draw(source: Source, present: Expressed): Binding | undefined {
    const asked = parametersOf(source, present);
    for (const made of this.#madeBy(source.operationId)) {
      const value =
        made.left === 0 || made.modified || !agrees(asked, made) ? undefined : plain(evaluate(source.value, made));
      if (value === undefined) continue;
      made.left -= 1;
      return binding(value, made, source.value);
    }
    return undefined;
  }

  /** Whether some made exchange offers exactly this value for the source. */
  offers(source: Source, value: Json, present: Expressed): boolean {
    const asked = parametersOf(source, present);
    return this.#madeBy(source.operationId).some(
      (made) => !made.modified && agrees(asked, made) && evaluate(source.value, made) === value,
    );
  }

  /** Whether the request's path parameters are, together, what a link gives from an exchange of this unit. */
  reaches(operation: Operation, path: ReadonlyMap<string, string>): boolean {
    return this.#behind(operation, path) !== undefined;
  }

  /** Whether the path, to which no link leads, has served some request: what it names, if it names anything, is there. */
  hasServed(operation: Operation, path: string): boolean {
    return (this.#links.get(operation.id) ?? []).length === 0 && this.#served.has(path);
  }

  served(path: string): void {
    this.#served.add(path);
  }

  /** With everything below it. */
  lost(path: string): void {
    const below = `${path}/`;
    for (const served of this.#served) if (served === path || served.startsWith(below)) this.#served.delete(served);
  }

  /** A success worth remembering; `left`: how often values may be drawn from it. */
  remember(operation: Operation, exchange: Expressed, bindings: Bindings, left = Infinity): string {
    const count = (this.#counts.get(operation.id) ?? 0) + 1;
    this.#counts.set(operation.id, count);
    const name = `${operation.id}.${count}`;
    const uses = new Set([...bindings.values()].map(({ maker }) => maker));
    const made: Made = { ...exchange, name, operation, uses, values: new Map(), left, modified: false };
    this.#made.push(made);
    this.#newest.set(operation.id, [made, ...this.#madeBy(operation.id)]);
    return name;
  }

  /** A write to what the path names: what its maker said of it may no longer hold. */
  touch(operation: Operation, path: ReadonlyMap<string, string>): void {
    const made = this.#behind(operation, path);
    if (made !== undefined) made.modified = true;
  }

  /** What the path names is gone; so is everything made below it. Where the path names a part of something larger, that is only not fit for use any more. */
  forget(operation: Operation, path: ReadonlyMap<string, string>): void {
    const gone = this.#below(operation, path);
    const [top] = gone;
    if (top !== undefined && !isItemOf(operation.path, top.operation.path)) return this.spoil(operation, path);
    if (gone.size > 0) this.#made = this.#made.filter((made) => !gone.has(made));
    this.#leaveOut(gone);
  }

  /** What the path names is no longer fit for use; nor is anything made below it. */
  spoil(operation: Operation, path: ReadonlyMap<string, string>): void {
    this.#leaveOut(this.#below(operation, path));
  }

  /** What the path names, and what was made below it. */
  #below(operation: Operation, path: ReadonlyMap<string, string>): ReadonlySet<Made> {
    const top = this.#behind(operation, path);
    if (top === undefined) return new Set();
    const found = new Set([top]);
    const names = new Set([top.name]);
    for (const other of this.#made) {
      if (other.uses.isDisjointFrom(names)) continue;
      found.add(other);
      names.add(other.name);
    }
    return found;
  }

  #behind(operation: Operation, path: ReadonlyMap<string, string>): Made | undefined {
    for (const link of this.#links.get(operation.id) ?? []) {
      const made = this.#madeBy(link.from.id).find((candidate) => isPath(valuesOf(link, candidate), path));
      if (made !== undefined) return made;
    }
    return undefined;
  }

  #madeBy(operationId: string): readonly Made[] {
    return this.#newest.get(operationId) ?? [];
  }

  #leaveOut(out: ReadonlySet<Made>): void {
    if (out.size === 0) return;
    for (const [maker, all] of this.#newest)
      this.#newest.set(
        maker,
        all.filter((made) => !out.has(made)),
      );
  }
}
