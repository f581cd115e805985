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
  readonly arbitrary: fc.Arbitrary<Case>;
}

export interface Sorted {
  readonly broken: readonly Broken[];
  readonly odd: readonly Odd[];
}

/** Oddities by what the judge says of them (law 1): always invalid, a violation; always valid, an odd valid case; else a probe. */
export function sorted(
  drawing: Drawing,
  base: fc.Arbitrary<Values>,
  oddities: readonly Oddity[],
  schemas: Schemas,
): Sorted {
  const { operation } = drawing;
  const verdictOf = sorting(drawing, schemas);
  const broken: Broken[] = [];
  const odd: Odd[] = [];
  for (const oddity of oddities) {
    const { name, at, pointer } = oddity;
    const values = withBody(drawing, base, oddity)?.map(oddity.change);
    if (values === undefined) continue;
    const verdict = verdictOf(oddity);
    const label = `${at} ${name}`;
    if (verdict === "invalid")
      broken.push({
        violation: { name, at, pointer },
        arbitrary: cases(values, { operation, violation: { name, at, pointer } }),
      });
    else if (verdict === "valid") odd.push({ label, arbitrary: cases(values, { operation }) });
    else odd.push({ label: `${label} (probe)`, arbitrary: cases(values, { operation, probe: { name, at } }) });
  }
  return { broken, odd };
}

function cases(values: fc.Arbitrary<Values>, rest: Omit<Case, "values">): fc.Arbitrary<Case> {
  return values.map((drawn) => ({ ...rest, values: drawn }));
}

function withBody(drawing: Drawing, base: fc.Arbitrary<Values>, { body }: Oddity): fc.Arbitrary<Values> | undefined {
  if (body === undefined) return base;
  const media = drawing.operation.requestBody?.content.find(({ mediaType }) => mediaType === body);
  const bodies = media && bodyValues(drawing, media);
  return bodies && fc.tuple(base, bodies).map(([values, drawn]) => ({ ...values, body: drawn }));
}

/** How many drawn requests decide. The change is the same each time, so the first tells; the others catch what depends on values. */
const SAMPLES = 2;

/** The verdict on an oddity by itself: values in place of tokens, credentials left out. */
function sorting(drawing: Drawing, schemas: Schemas): (oddity: Oddity) => Classification["kind"] {
  const plain: Drawing = { ...drawing, link: undefined, slots: new Map(), options: { view: "request" } };
  const open = { ...drawing.operation, security: [] };
  const base = positive(plain);
  return (oddity) => {
    const values = base && withBody(plain, base, oddity);
    if (values === undefined) return "undecidable";
    const random = randomFor("oddity", drawing.operation.id, oddity.name);
    const drawn = [
      simplestOf(values, random),
      ...Array.from({ length: SAMPLES }, () => values.generate(random, undefined).value_),
    ];
    const verdicts = drawn.map((sample) => {
      const encoded = encode(open, oddity.change(sample));
      return encoded.outcome === "encoded" ? classify(open, encoded.request, schemas).kind : "undecidable";
    });
    const [first = "undecidable"] = verdicts;
    return verdicts.every((verdict) => verdict === first) ? first : "undecidable";
  };
}
