import fc from "fast-check";
import type { Body, Case, Values } from "../case.ts";
import { randomFor } from "../random.ts";
import { classify, type Classification } from "../wire/classify.ts";
import { encode } from "../wire/encode.ts";
import type { Schemas } from "../wire/schemas.ts";
import { bodyValues, positive, type Drawing } from "./positive.ts";
import { simplestOf } from "./simplest.ts";
import type { Broken } from "./violations.ts";

/** One odd way to send a request, and how it changes a request that is valid. Whether it is an invalid one then, the judge decides. */
export interface Oddity {
  readonly name: string;
  /** As in a violation. */
  readonly at: string;
  readonly pointer: string;
  readonly change: (values: Values) => Values;
  /** Whether there has to be a body for it. */
  readonly body?: Body["mediaType"];
}

/** What is odd and yet valid, or neither valid nor invalid. */
export interface Odd {
  readonly label: string;
  readonly simplest: Case;
  readonly arbitrary: fc.Arbitrary<Case>;
}

export interface Sorted {
  readonly broken: readonly Broken[];
  readonly odd: readonly Odd[];
}

type Kind = Classification["kind"];

/** Oddities by what the judge says of them (law 1): always invalid, a violation; always valid, an odd valid case; else a probe. */
export function sorted(
  drawing: Drawing,
  base: fc.Arbitrary<Values>,
  oddities: readonly Oddity[],
  schemas: Schemas,
): Sorted {
  const kindOf = judging(drawing, schemas);
  const samples = bases(plainly(drawing), SAMPLES);
  const simplest = bases({ drawing, base }, 0);
  const broken: Broken[] = [];
  const odd: Odd[] = [];
  for (const oddity of oddities) {
    const { name, at, pointer, change } = oddity;
    const values = withBody(drawing, base, oddity.body)?.map(change);
    const [first] = simplest(oddity.body);
    if (values === undefined || first === undefined) continue;
    const kind = usual(samples(oddity.body), (sample) => kindOf(change(sample)));
    // Where nobody can tell of most, none needs to be judged: each is a probe.
    const caseOf = (drawn: Values): Case =>
      named(drawing, oddity, kind, drawn, kind === "undecidable" ? kind : kindOf(drawn));
    const way = {
      violation: { name, at, pointer },
      label: kind === "valid" ? `${at} ${name}` : `${at} ${name} (probe)`,
      arbitrary: values.map(caseOf),
      // Fuzzing never asks for it.
      get simplest() {
        return caseOf(change(first));
      },
    };
    if (kind === "invalid") broken.push(way);
    else odd.push(way);
  }
  return { broken, odd };
}

/** A case under the name that is right for it; one that is not what the others are is a probe. */
function named({ operation }: Drawing, { name, at, pointer }: Oddity, usually: Kind, values: Values, kind: Kind): Case {
  if (kind !== usually || kind === "undecidable") return { operation, values, probe: { name, at } };
  return kind === "invalid" ? { operation, values, violation: { name, at, pointer } } : { operation, values };
}

/** The kind of all samples; none is asked about once it is known that nobody can tell. */
function usual([first, ...others]: readonly Values[], kindOf: (sample: Values) => Kind): Kind {
  const kind = first === undefined ? "undecidable" : kindOf(first);
  return kind !== "undecidable" && others.every((sample) => kindOf(sample) === kind) ? kind : "undecidable";
}

type MediaTypeName = string | undefined;

/** Values with a body of this media type, where one is asked for. */
function withBody(drawing: Drawing, base: fc.Arbitrary<Values>, body: MediaTypeName): fc.Arbitrary<Values> | undefined {
  if (body === undefined) return base;
  const media = drawing.operation.requestBody?.content.find(({ mediaType }) => mediaType === body);
  const bodies = media && bodyValues(drawing, media);
  return bodies && fc.tuple(base, bodies).map(([values, drawn]) => ({ ...values, body: drawn }));
}

/** How many drawn requests decide. The change is the same each time, so the first tells; the others catch what depends on values. */
const SAMPLES = 2;

/** Requests that oddities begin with, the simplest first; drawn once for each media type that is asked for. */
function bases(
  { drawing, base }: { readonly drawing: Drawing; readonly base: fc.Arbitrary<Values> | undefined },
  more: number,
): (body: MediaTypeName) => readonly Values[] {
  const known = new Map<MediaTypeName, readonly Values[]>();
  return (body) => {
    const found = known.get(body) ?? drawnFrom(base && withBody(drawing, base, body), more);
    known.set(body, found);
    return found;
  };
}

function drawnFrom(values: fc.Arbitrary<Values> | undefined, more: number): readonly Values[] {
  if (values === undefined) return [];
  const random = randomFor("oddities");
  const drawn = Array.from({ length: more }, () => values.generate(random, undefined).value_);
  return [simplestOf(values, random), ...drawn];
}

/** The operation with values in place of tokens. */
function plainly(drawing: Drawing): { readonly drawing: Drawing; readonly base: fc.Arbitrary<Values> | undefined } {
  const plain: Drawing = { ...drawing, link: undefined, slots: new Map(), options: { view: "request" } };
  return { drawing: plain, base: positive(plain) };
}

/** What the judge says of values, but for the path, where tokens may stand, and credentials, which the sender adds. */
function judging({ operation }: Drawing, schemas: Schemas): (values: Values) => Kind {
  const parameters = operation.parameters.filter((parameter) => parameter.in !== "path");
  const open = { ...operation, path: "/", parameters, security: [] };
  return (values) => {
    const encoded = encode(open, { ...values, path: {} });
    return encoded.outcome === "encoded" ? classify(open, encoded.request, schemas).kind : "undecidable";
  };
}
