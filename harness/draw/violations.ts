import fc from "fast-check";
import { stringifyJson } from "../../model/json.ts";
import type { MediaType, ParameterLocation } from "../../model/model.ts";
import type { Case, Values, Violation } from "../case.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import { bodyOf, drawnParameters, positive, sampleOptions, type Drawing } from "./positive.ts";

/** One way to break an operation's contract, and the cases that do just that. */
export interface Broken {
  readonly violation: Violation;
  readonly arbitrary: fc.Arbitrary<Case>;
}

/** Every named violation that the document makes possible for the operation: all else in the case is valid. */
export function violations(drawing: Drawing): readonly Broken[] {
  const base = positive(drawing);
  if (base === undefined) return [];
  const broken = (violation: Violation, values: fc.Arbitrary<Values>): Broken => ({
    violation,
    arbitrary: values.map((drawn): Case => ({ operation: drawing.operation, values: drawn, violation })),
  });
  return [
    ...parameterViolations(drawing, base).map(([violation, values]) => broken(violation, values)),
    ...bodyViolations(drawing, base).map(([violation, values]) => broken(violation, values)),
    ...messageViolations(drawing, base).map(([violation, values]) => broken(violation, values)),
  ];
}

type Breaking = readonly [Violation, fc.Arbitrary<Values>];

const LOCATIONS = ["path", "query", "header", "cookie"] as const satisfies readonly ParameterLocation[];

function parameterViolations(drawing: Drawing, base: fc.Arbitrary<Values>): readonly Breaking[] {
  return LOCATIONS.flatMap((location) =>
    drawnParameters(drawing.operation, location).flatMap((parameter): readonly Breaking[] => {
      const at = `${location}.${parameter.name}`;
      const wrong = drawing.engine
        .negate(parameter.schema, sampleOptions(drawing))
        .map(({ keyword, instance, schema, arbitrary }): Breaking => [
          { name: keyword, at: at + (instance === "" ? "" : `#${instance}`), pointer: schema },
          fc
            .tuple(base, arbitrary)
            .map(([values, value]) => ({ ...values, [location]: { ...values[location], [parameter.name]: value } })),
        ]);
      if (!parameter.required || location === "path") return wrong;
      const absent = base.map((values) => ({ ...values, [location]: without(values[location], parameter.name) }));
      return [[{ name: "required", at, pointer: `${parameter.pointer}/required` }, absent], ...wrong];
    }),
  );
}

function bodyViolations(drawing: Drawing, base: fc.Arbitrary<Values>): readonly Breaking[] {
  const { requestBody } = drawing.operation;
  if (requestBody === undefined) return [];
  const wrong = requestBody.content.flatMap((media) => [
    ...schemaViolations(drawing, base, media),
    ...textViolations(base, media),
  ]);
  if (!requestBody.required) return wrong;
  const absent = base.map(({ body: _, ...values }) => values);
  return [[{ name: "requiredBody", at: "body", pointer: `${requestBody.pointer}/required` }, absent], ...wrong];
}

function schemaViolations(drawing: Drawing, base: fc.Arbitrary<Values>, media: MediaType): readonly Breaking[] {
  return drawing.engine
    .negate(media.schema, sampleOptions(drawing))
    .map(({ keyword, instance, schema, arbitrary }): Breaking => [
      { name: keyword, at: instance === "" ? "body" : `body#${instance}`, pointer: schema },
      fc.tuple(base, arbitrary).map(([values, value]) => ({ ...values, body: bodyOf(media, value) })),
    ]);
}

/** What is no JSON text at all (RFC 8259, section 2), made from a valid one. */
const MALFORMED: Readonly<Record<string, (text: string) => string>> = {
  truncated: (text) => text.slice(0, -1),
  trailingComma: (text) => text.replace(/[}\]]$/, ",$&"),
  trailingText: (text) => `${text}x`,
  singleQuoted: () => "{'a':1}",
  notANumber: () => '{"a":NaN}',
};

function textViolations(base: fc.Arbitrary<Values>, media: MediaType): readonly Breaking[] {
  if (!isJsonMediaType(media.mediaType)) return [];
  return Object.entries(MALFORMED).map(([kind, spoil]): Breaking => [
    { name: "malformedJson", at: `body (${kind})`, pointer: media.pointer },
    base.map((values) => {
      const content = values.body?.content;
      const text = content !== undefined && "value" in content ? stringifyJson(content.value) : "{}";
      return {
        ...values,
        body: { mediaType: bodyOf(media, null).mediaType, content: { bytes: spoil(/^[{[]/.test(text) ? text : "{}") } },
      };
    }),
  ]);
}

function messageViolations(drawing: Drawing, base: fc.Arbitrary<Values>): readonly Breaking[] {
  const { operation } = drawing;
  const found: Breaking[] = [];
  const [media] = operation.requestBody?.content ?? [];
  if (media !== undefined && operation.requestBody?.content.every(({ mediaType }) => !mediaType.startsWith("*/"))) {
    const body = { mediaType: "application/x-not-documented", content: { bytes: "{}" } };
    const wrong = base.map((values) => ({ ...values, body }));
    found.push([
      { name: "mediaType", at: "header.content-type", pointer: `${operation.requestBody.pointer}/content` },
      wrong,
    ]);
  }
  if (operation.responses.some(({ content }) => content.length > 0)) {
    const refused = base.map((values) => ({
      ...values,
      header: { ...values.header, accept: "application/x-not-documented" },
    }));
    found.push([{ name: "notAcceptable", at: "header.accept", pointer: `${operation.pointer}/responses` }, refused]);
  }
  const [security] = operation.security;
  if (security !== undefined && operation.security.every(({ schemes }) => schemes.length > 0)) {
    found.push([{ name: "missingCredentials", at: "security", pointer: security.pointer }, base]);
  }
  return found;
}

function without<T>(map: { readonly [name: string]: T }, name: string): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}
