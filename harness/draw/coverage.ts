import type fc from "fast-check";
import type { Json } from "../../model/json.ts";
import type { ParameterLocation, SchemaAt } from "../../model/model.ts";
import type { Case, Values } from "../case.ts";
import type { Edge } from "../schema/index.ts";
import type { Feed } from "../state/feeds.ts";
import type { IncomingLink } from "../state/links.ts";
import { sourceToken } from "../state/slots.ts";
import { boundaries } from "./boundaries.ts";
import { eachType } from "./eachType.ts";
import { hardCases } from "./hard.ts";
import { bodyOf, isSendableBody, drawnParameters, linkedPath, type Drawing } from "./positive.ts";
import type { Repertoire } from "./repertoire.ts";
import { isSendable } from "../wire/encode.ts";
import { simplestOf } from "./simplest.ts";
import type { Broken } from "./violations.ts";

/** A case that is sent to reach one named place of the contract. */
export interface Covering {
  /** `body#/name maxLength`, `no such path.apiId`. */
  readonly label: string;
  readonly case: Case;
}

/**
 * Every boundary of an operation once, from both sides, in a fixed order: the simplest request, the simplest request with one place
 * moved to each of its edges, hard texts, each way to reach the resource, its next page, resources that do not exist, what is odd, and the simplest request that breaks each rule.
 */
export function coverage(
  { drawing, valid: arbitrary, feed, broken, odd }: Repertoire,
  links: readonly IncomingLink[],
  random: fc.Random,
): readonly Covering[] {
  if (arbitrary === undefined) return [];
  const simplest = simplestOf(arbitrary, random);
  const valid = (label: string, values: Values): Covering => ({
    label,
    case: { operation: drawing.operation, values },
  });
  return [
    valid("simplest", simplest),
    ...parameterEdges(drawing, simplest).map(([label, values]) => valid(label, values)),
    ...bodyEdges(drawing, simplest).map(([label, values]) => valid(label, values)),
    ...linkedCases(drawing, links, simplest).map(([label, values]) => valid(label, values)),
    ...nextPage(feed, simplest).map(([label, values]) => valid(label, values)),
    ...strangers(drawing, simplest).map(([label, values]) => valid(label, values)),
    ...hardCases(drawing, simplest).map(({ label, values }) => valid(label, values)),
    ...odd.map((one): Covering => ({ label: one.label, case: one.simplest })),
    ...broken.flatMap((one) => brokenCases(one, random)),
  ];
}

function brokenCases({ violation, arbitrary, simplest }: Broken, random: fc.Random): readonly Covering[] {
  const cases = HAS_TYPES.has(violation.name)
    ? eachType(arbitrary, violation, random)
    : [simplest ?? simplestOf(arbitrary, random)];
  return cases.map((each) => ({ label: `${violation.at} breaks ${violation.name}`, case: each }));
}

/** What a value of another type breaks. */
const HAS_TYPES = new Set(["type", "enum", "const", "anyOf", "oneOf"]);

type Labelled = readonly [label: string, values: Values];

const LOCATIONS = ["query", "header", "cookie"] as const satisfies readonly ParameterLocation[];

function parameterEdges(drawing: Drawing, simplest: Values): readonly Labelled[] {
  return LOCATIONS.flatMap((location) =>
    drawnParameters(drawing.operation, location).flatMap((parameter) =>
      edgesOf(drawing, parameter.schema)
        .filter(({ value }) => isSendable(drawing.operation, parameter, value))
        .map(({ label, value }): Labelled => [
          `${location}.${parameter.name} ${label}`,
          placed(simplest, location, parameter.name, value),
        ]),
    ),
  );
}

function edgesOf(drawing: Drawing, at: SchemaAt): readonly Edge[] {
  const { edges, strange } = boundaries(drawing, at);
  return [...edges, ...strange];
}

function bodyEdges(drawing: Drawing, simplest: Values): readonly Labelled[] {
  return (drawing.operation.requestBody?.content ?? []).flatMap((media) =>
    edgesOf(drawing, media.schema)
      .map(({ label, instance, value }) => ({ label: `body#${instance} ${label}`, body: bodyOf(media, value) }))
      .filter(({ body }) => isSendableBody(drawing, body))
      .map(({ label, body }): Labelled => [label, { ...simplest, body }]),
  );
}

/** The other links that lead here, and the bodies that links give themselves. */
function linkedCases(drawing: Drawing, links: readonly IncomingLink[], simplest: Values): readonly Labelled[] {
  const [media] = drawing.operation.requestBody?.content ?? [];
  return links
    .filter((link) => link !== drawing.link)
    .map((link): Labelled => {
      const body =
        media !== undefined && link.link.requestBody !== undefined
          ? { body: bodyOf(media, link.link.requestBody) }
          : {};
      return [`link ${link.from.id} ${link.link.name}`, { ...simplest, path: linkedPath(drawing, link), ...body }];
    });
}

/** With what an answer to the same request has given. */
function nextPage(feed: Feed | undefined, simplest: Values): readonly Labelled[] {
  if (feed === undefined) return [];
  return [[`query.${feed.parameter} given`, placed(simplest, "query", feed.parameter, sourceToken(feed.source))]];
}

/** Each linked path parameter in turn with a value that nothing has made: the way to a documented 404. */
function strangers(drawing: Drawing, simplest: Values): readonly Labelled[] {
  if (drawing.link === undefined) return [];
  return drawnParameters(drawing.operation, "path").flatMap((parameter): readonly Labelled[] => {
    const result = drawing.engine.simplest(parameter.schema, drawing.options);
    return result === undefined
      ? []
      : [[`no such path.${parameter.name}`, placed(simplest, "path", parameter.name, result)]];
  });
}

function placed(values: Values, location: ParameterLocation & keyof Values, name: string, value: Json): Values {
  return { ...values, [location]: { ...values[location], [name]: value } };
}
