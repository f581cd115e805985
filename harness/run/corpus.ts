import { isJsonObject, typeOf, type Json } from "../../model/json.ts";
import type { Values } from "../case.ts";
import { isAnswered, type Exchange } from "../exchange.ts";
import { bodyJson } from "../state/expression.ts";

/** Cases of one operation that are kept; the oldest goes first. */
const KEPT = 32;
/** Levels of a body that count as its shape. */
const LEVELS = 4;

/** Cases whose answers were of a kind not met before, by operation: what an exploring run returns to. */
export class Corpus {
  readonly #met = new Set<string>();
  readonly #cases = new Map<string, Values[]>();

  /** Keeps the case if its answer has a status, or a body of a shape, that this operation had not answered with. */
  consider({ case: { operation, values }, answer }: Exchange): void {
    if (!isAnswered(answer) || (values.body !== undefined && !("value" in values.body.content))) return;
    const kind = `${operation.id} ${answer.status} ${shapeOf(bodyJson(answer.body), LEVELS)}`;
    if (this.#met.has(kind)) return;
    this.#met.add(kind);
    const kept = this.#cases.get(operation.id) ?? [];
    this.#cases.set(operation.id, [...kept, values].slice(-KEPT));
  }

  of(operationId: string): readonly Values[] {
    return this.#cases.get(operationId) ?? [];
  }
}

/** Types and names, no values: `{a:string,b:[number]}`. */
function shapeOf(value: Json | undefined, levels: number): string {
  if (value === undefined) return "none";
  if (levels === 0) return typeOf(value);
  if (Array.isArray(value))
    return `[${[...new Set((value as readonly Json[]).map((item) => shapeOf(item, levels - 1)))].toSorted().join("|")}]`;
  if (!isJsonObject(value)) return typeOf(value);
  const members = Object.entries(value).map(([name, member]) => `${name}:${shapeOf(member, levels - 1)}`);
  // Names that are data (a map's keys) would make every answer new.
  return `{${members.toSorted().slice(0, 24).join(",")}}`;
}
