import fc from "fast-check";
import { put } from "../schema/values.ts";

/** One member of a record, and whether it is always there. */
export interface Member<Whole extends object> {
  readonly name: keyof Whole & string;
  readonly arbitrary: fc.Arbitrary<Whole[keyof Whole]>;
  readonly required: boolean;
}

interface Drawn<Whole extends object> {
  readonly member: Member<Whole>;
  readonly value: Whole[keyof Whole];
  readonly context: unknown;
}

/** A member that may be missing is, in one of so many records. */
const MISSING = 6;

/**
 * Objects of these members, each drawn for itself; smaller ones are without a member, or with a smaller one. `fc.record` does the same, but takes as
 * long as everything in it, and every case is made of records.
 */
export class RecordArbitrary<Whole extends object> extends fc.Arbitrary<Whole> {
  readonly #members: readonly Member<Whole>[];

  constructor(members: readonly Member<Whole>[]) {
    super();
    this.#members = members;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Whole> {
    const drawn: Drawn<Whole>[] = [];
    for (const member of this.#members) {
      if (!member.required && random.nextInt(1, MISSING) === 1) continue;
      const { value_: value, context } = member.arbitrary.generate(random, bias);
      drawn.push({ member, value, context });
    }
    return valueOf(drawn);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Whole {
    return false;
  }

  override shrink(_value: Whole, context: unknown): fc.Stream<fc.Value<Whole>> {
    return isDrawn<Whole>(context) ? fc.stream(smaller(context)) : fc.Stream.nil();
  }
}

function isDrawn<Whole extends object>(context: unknown): context is readonly Drawn<Whole>[] {
  return Array.isArray(context);
}

function* smaller<Whole extends object>(drawn: readonly Drawn<Whole>[]): Generator<fc.Value<Whole>, void, unknown> {
  for (const [index, { member, value: larger, context: known }] of drawn.entries()) {
    if (!member.required) yield valueOf(drawn.toSpliced(index, 1));
    for (const { value_: value, context } of member.arbitrary.shrink(larger, known))
      yield valueOf(drawn.with(index, { member, value, context }));
  }
}

function valueOf<Whole extends object>(drawn: readonly Drawn<Whole>[]): fc.Value<Whole> {
  const whole: { [name: string]: unknown } = {};
  for (const { member, value } of drawn) put(whole, member.name, value);
  if (!isWhole<Whole>(whole)) throw new Error("unreachable");
  return new fc.Value(whole, drawn);
}

/** Its members are of the whole's own types. */
function isWhole<Whole extends object>(value: object | Whole): value is Whole {
  return typeof value === "object";
}
