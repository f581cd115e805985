import { type At, member } from "../at.ts";
import { isJsonObject } from "../json.ts";
import type { Encoding, Header, Link, MediaType, ParameterStyle, RequestBody, Response } from "../model.ts";
import type { Reader } from "../reader.ts";
import { follow } from "../reference.ts";
import { entriesOf, fieldsOf, flagOf, textOf, wrongType } from "../fields.ts";
import { examplesOf } from "./examples.ts";
import { contentOf, schemaOf } from "./parameters.ts";

export function requestBodyOf(reader: Reader, operation: At): RequestBody | undefined {
  const written = member(operation, "requestBody");
  const at = written === undefined ? undefined : follow(reader, written);
  if (at === undefined) return undefined;
  if (!isJsonObject(at.value)) return wrongType(reader, at, "requestBody", "an object");
  const description = textOf(reader, at, "description");
  return {
    required: flagOf(reader, at, "required") ?? false,
    ...(description === undefined ? {} : { description }),
    content: mediaTypesOf(reader, at),
    pointer: at.pointer,
  };
}

export function mediaTypesOf(reader: Reader, owner: At): readonly MediaType[] {
  return entriesOf(reader, owner, "content").flatMap(([mediaType, written]) => {
    const at = follow(reader, written);
    if (at === undefined) return [];
    for (const name of ["itemSchema", "prefixEncoding", "itemEncoding"]) {
      if (member(at, name) !== undefined) {
        reader.report(
          "information",
          "unsupported",
          `"${name}" is not supported: the items of a stream are not checked.`,
          at.pointer,
        );
      }
    }
    const schema = schemaOf(reader, at);
    const encoding = new Map(entriesOf(reader, at, "encoding").map(([name, each]) => [name, encodingOf(reader, each)]));
    return [{ mediaType, schema, encoding, examples: examplesOf(reader, at, schema), pointer: at.pointer }];
  });
}

const STYLES: readonly ParameterStyle[] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];

function encodingOf(reader: Reader, at: At): Encoding {
  const contentType = textOf(reader, at, "contentType");
  const written = textOf(reader, at, "style");
  const style = STYLES.find((each) => each === written);
  const explode = flagOf(reader, at, "explode");
  return {
    ...(contentType === undefined ? {} : { contentType }),
    headers: headersOf(reader, at),
    ...(style === undefined ? {} : { style }),
    ...(explode === undefined ? {} : { explode }),
    allowReserved: flagOf(reader, at, "allowReserved") ?? false,
    pointer: at.pointer,
  };
}

export function headersOf(reader: Reader, owner: At): readonly Header[] {
  return entriesOf(reader, owner, "headers").flatMap(([name, written]) => {
    const at = follow(reader, written);
    // "If a response header is defined with the name Content-Type, it SHALL be ignored" (OAS 3.1, section 4.8.17.1).
    if (at === undefined || name.toLowerCase() === "content-type") return [];
    const description = textOf(reader, at, "description");
    const { schema, mediaType } = contentOf(reader, at);
    return [
      {
        name,
        required: flagOf(reader, at, "required") ?? false,
        ...(description === undefined ? {} : { description }),
        explode: flagOf(reader, at, "explode") ?? false,
        ...(mediaType === undefined ? {} : { mediaType }),
        schema,
        pointer: at.pointer,
      },
    ];
  });
}

const STATUS = /^(?:[1-5]\d\d|[1-5]XX|default)$/;

/** The responses in the document's order; `linksOf` reads their links. */
export function responsesOf(
  reader: Reader,
  operation: At,
  linksOf: (response: At) => readonly Link[],
): readonly Response[] {
  return fieldsOf(reader, operation, "responses").flatMap(([name, written]) => {
    const status = statusOf(reader, name, written);
    const at = status === undefined ? undefined : follow(reader, written);
    if (status === undefined || at === undefined) return [];
    return [
      {
        status,
        description: textOf(reader, at, "description") ?? "",
        headers: headersOf(reader, at),
        content: mediaTypesOf(reader, at),
        links: linksOf(at),
        pointer: written.pointer,
      },
    ];
  });
}

export function statusOf(reader: Reader, name: string, at: At): string | undefined {
  if (STATUS.test(name)) return name;
  const upper = name.toUpperCase();
  const meant = STATUS.test(upper) ? upper : undefined;
  const message = `Expected a status such as 200, 4XX or default, but "${name}" came. It is ${meant === undefined ? "left out" : `read as ${meant}`}; correct it.`;
  reader.report("warning", "unknownStatus", message, at.pointer);
  return meant;
}
