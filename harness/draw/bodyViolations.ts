import fc from "fast-check";
import { stringifyJson } from "../../model/json.ts";
import type { MediaType } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import { bodyOf, type Drawing } from "./positive.ts";
import type { Breaking } from "./violations.ts";

/** No body, a body that breaks one keyword at one place, and text that is no JSON. */
export function bodyViolations(drawing: Drawing, base: fc.Arbitrary<Values>): readonly Breaking[] {
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
    .negate(media.schema, drawing.options)
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
