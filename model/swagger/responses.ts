import { type At, member, members } from "../at.ts";
import type { Example, Header, MediaType, Response, SchemaAt } from "../model.ts";
import { statusOf } from "../openapi/content.ts";
import type { Reader } from "../reader.ts";
import { follow } from "../reference.ts";
import { entriesOf, fieldsOf, textOf } from "../fields.ts";
import { itemsSchema } from "./items.ts";

/** Responses of Swagger 2.0: one schema, written in each of the media types that the operation produces. */
export function responses20(reader: Reader, operation: At, produces: readonly string[]): readonly Response[] {
  return fieldsOf(reader, operation, "responses").flatMap(([name, written]) => {
    const status = statusOf(reader, name, written);
    const at = status === undefined ? undefined : follow(reader, written);
    if (status === undefined || at === undefined) return [];
    return [
      {
        status,
        description: textOf(reader, at, "description") ?? "",
        headers: headers20(reader, at),
        content: contentOf(reader, at, produces),
        links: [],
        pointer: written.pointer,
      },
    ];
  });
}

function contentOf(reader: Reader, response: At, produces: readonly string[]): readonly MediaType[] {
  const written = member(response, "schema");
  if (written === undefined) return [];
  // A file is any bytes, whatever the media type; no schema can say more of it.
  const isFile = member(written, "type")?.value === "file";
  const schema: SchemaAt = isFile ? { schema: true, pointer: written.pointer } : reader.schema(written);
  const examples = new Map(entriesOf(reader, response, "examples"));
  return (produces.length === 0 ? ["*/*"] : produces).map((mediaType) => ({
    mediaType,
    schema,
    encoding: new Map(),
    examples: exampleOf(examples.get(mediaType), written),
    pointer: response.pointer,
  }));
}

function exampleOf(ofMediaType: At | undefined, schema: At): readonly Example[] {
  const found = ofMediaType ?? member(schema, "example");
  return found === undefined ? [] : [{ name: "example", ...found }];
}

function headers20(reader: Reader, response: At): readonly Header[] {
  const headers = member(response, "headers");
  return (headers === undefined ? [] : members(headers)).map(([name, at]) => {
    const description = textOf(reader, at, "description");
    return {
      name,
      required: false,
      ...(description === undefined ? {} : { description }),
      explode: false,
      schema: itemsSchema(reader, at),
      pointer: at.pointer,
    };
  });
}
