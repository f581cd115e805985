import { readFileSync } from "node:fs";
import fc from "fast-check";
import { type Contract, parseContract } from "../../model/index.ts";
import type { Values, Violation } from "../case.ts";
import { bodyViolations } from "../draw/bodyViolations.ts";
import { parameterViolations } from "../draw/parameterViolations.ts";
import { newDrawing, positive } from "../draw/positive.ts";
import type { Breaking } from "../draw/violations.ts";
import { schemaEngine } from "../schema/index.ts";
import type { Schemas } from "../wire/schemas.ts";
import { inputOf, type Shape } from "./input.ts";
import { operationOf } from "./operation.ts";

/** Valid inputs of one builder, and inputs that break its contract in one named way. */
export interface InputArbitrary<Input> extends fc.Arbitrary<Input> {
  /** The ways in which an input can be wrong. */
  readonly violations: readonly Violation[];
  /**
   * Inputs that are valid but for one violation: any of that name (`maxLength`), or the one at a place too (`body#/name`). They are typed as inputs so
   * that the builder takes them. Throws a RangeError that lists the violations where the document makes none such possible.
   */
  broken(name: string, at?: string): fc.Arbitrary<Input>;
}

export type Arbitraries = <Input>(operation: string, shape?: Shape) => InputArbitrary<Input>;

/** The arbitraries of a document by its generated `contract.json`, which is read when the first value is drawn. */
export function arbitrariesOf(contract: URL): Arbitraries {
  const load = once(() => loaded(contract));
  return (operation, shape = "plain") =>
    new LazyInput(
      once(() => drawn(load(), operation)),
      shape,
    );
}

interface Loaded {
  readonly contract: Contract;
  readonly engine: ReturnType<typeof schemaEngine>;
  readonly schemas: Schemas;
}

function loaded(url: URL): Loaded {
  const contract = parseContract(readFileSync(url, "utf8"));
  if (contract === undefined)
    throw new Error(`Expected a contract in ${url.pathname}, but it is none of this version. Generate it again.`);
  const named = new Map(Object.entries(contract.schemas));
  const resolve = (ref: string) => named.get(ref);
  const engine = schemaEngine(resolve);
  return {
    contract,
    engine,
    schemas: {
      resolve,
      validate: (at, value) => engine.validate(at, value, { view: "request" }),
      validateFormats: (at, value) => engine.validate(at, value, { view: "request", formats: true }),
    },
  };
}

interface Drawn {
  readonly operation: ReturnType<typeof operationOf>;
  readonly valid: fc.Arbitrary<Values>;
  readonly breaking: readonly Breaking[];
}

function drawn({ contract, engine, schemas }: Loaded, id: string): Drawn {
  const found = Object.hasOwn(contract.operations, id) ? contract.operations[id] : undefined;
  if (found === undefined)
    throw new RangeError(`Expected an operation of the contract, but "${id}" is none. Generate again.`);
  const operation = operationOf(id, found);
  const drawing = newDrawing(operation, engine, undefined);
  const valid = positive(drawing);
  if (valid === undefined)
    throw new RangeError(`The document allows no input of "${id}": its schemas exclude each other.`);
  return {
    operation,
    valid,
    breaking: [...parameterViolations(drawing, valid, schemas), ...bodyViolations(drawing, valid, schemas)],
  };
}

/** Nothing is read or built before it is asked for: importing generated arbitraries costs nothing. */
class LazyInput<Input> extends fc.Arbitrary<Input> implements InputArbitrary<Input> {
  readonly #drawn: () => Drawn;
  readonly #shape: Shape;
  readonly #valid: () => fc.Arbitrary<Input>;

  constructor(load: () => Drawn, shape: Shape) {
    super();
    this.#drawn = load;
    this.#shape = shape;
    this.#valid = once(() => this.#inputs(load().valid));
  }

  get violations(): readonly Violation[] {
    return this.#drawn().breaking.map(([violation]) => violation);
  }

  broken(name: string, at?: string): fc.Arbitrary<Input> {
    const fitting = this.#drawn().breaking.filter(([one]) => one.name === name && (at === undefined || one.at === at));
    if (fitting.length === 0) {
      const known = this.violations.map((one) => `${one.name} at ${one.at}`).join(", ");
      throw new RangeError(
        `Expected one of these violations: ${known}; but ${name}${at === undefined ? "" : ` at ${at}`} came.`,
      );
    }
    return this.#inputs(fc.oneof(...fitting.map(([, values]) => values)));
  }

  #inputs(values: fc.Arbitrary<Values>): fc.Arbitrary<Input> {
    const { operation } = this.#drawn();
    return values.map((drawnValues) => {
      const input = inputOf(operation, drawnValues, this.#shape);
      if (!isInput<Input>(input)) throw new Error("unreachable");
      return input;
    });
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Input> {
    return this.#valid().generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is Input {
    return this.#valid().canShrinkWithoutContext(value);
  }

  override shrink(value: Input, context: unknown): fc.Stream<fc.Value<Input>> {
    return this.#valid().shrink(value, context);
  }
}

/** The types of inputs were generated from the same contract. */
function isInput<Input>(input: object | Input): input is Input {
  return typeof input === "object";
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
