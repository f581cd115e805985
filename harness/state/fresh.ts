import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Body, Case } from "../case.ts";
import { randomFor } from "../random.ts";
import type { Session } from "../run/session.ts";
import { member } from "../schema/values.ts";
import { isPlain } from "./made.ts";
import type { State } from "./state.ts";

/**
 * The case with other valid texts and numbers at the top of its body where it only repeats the simplest request or what the unit has made before, and says nothing by it:
 * what has to be unique is among them. Undefined where nothing of it can be another. A function of seed, unit, operation and how often it was asked for.
 */
export function freshened(
  { session, state, unit }: { readonly session: Session; readonly state: State; readonly unit: string },
  wanted: Case,
): Case | undefined {
  const { operation, values } = wanted;
  const { valid, simplest } = session.repertoires.get(operation.id) ?? {};
  const body = objectOf(values.body);
  if (valid === undefined || values.body === undefined || body === undefined) return undefined;
  const random = randomFor(session.seed, unit, "fresh", operation.id, state.nextDraw());
  const [plain, other] = [
    objectOf(simplest?.body) ?? {},
    objectOf(valid.generate(random, undefined).value_.body) ?? {},
  ];
  const repeated = new Set(state.repeated(operation, body).flatMap(({ names }) => names));
  const fresh = Object.entries(body).flatMap(([name, value]) => {
    const says = !repeated.has(name) && member(plain, name) !== value;
    const drawn = member(other, name);
    return says || !isPlain(value) || typeof drawn !== typeof value || drawn === undefined
      ? []
      : [[name, drawn] as const];
  });
  if (fresh.every(([name, value]) => body[name] === value)) return undefined;
  const value = { ...body, ...Object.fromEntries(fresh) };
  return { ...wanted, values: { ...values, body: { ...values.body, content: { value } } } };
}

function objectOf(body: Body | undefined): JsonObject | undefined {
  const value = body !== undefined && "value" in body.content ? body.content.value : undefined;
  return isJsonObject(value) ? value : undefined;
}
