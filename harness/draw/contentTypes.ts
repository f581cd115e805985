import type { Operation } from "../../model/model.ts";
import type { HeaderLine } from "../../runtime/wire.ts";
import type { Values } from "../case.ts";
import { encodeBody } from "../wire/encodeBody.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import type { Oddity } from "./oddity.ts";
import { bodyOf } from "./positive.ts";

/** What a content type can have wrong or odd (RFC 9110, section 8.3), for the first body that the operation takes. */
export function contentTypes(operation: Operation): readonly Oddity[] {
  const { requestBody } = operation;
  const [media] = requestBody?.content ?? [];
  if (requestBody === undefined || media === undefined) return [];
  const sent = bodyOf(media, null).mediaType;
  const oddity = (name: string, change: (values: Values) => Values): Oddity => ({
    name,
    at: "header.content-type",
    pointer: `${requestBody.pointer}/content`,
    body: media.mediaType,
    change,
  });
  const typed = (name: string, mediaType: string): Oddity =>
    oddity(name, (values) => (values.body === undefined ? values : { ...values, body: { ...values.body, mediaType } }));
  // The body is right but for its name: a server that looks at no content type takes it.
  const named = (mediaType: string): ((values: Values) => Values) => {
    return (values) => {
      const encoded = values.body === undefined ? undefined : encodeBody(operation, values.body);
      const bytes = encoded !== undefined && "body" in encoded ? encoded.body : "{}";
      return { ...values, body: { mediaType, content: { bytes } } };
    };
  };
  return [
    oddity("mediaType", named("application/x-not-documented")),
    oddity("mediaType", named(";;;")),
    oddity("missingContentType", (values) => ({ ...values, wire: { without: ["content-type"] } })),
    oddity("repeatedContentType", withLine(["content-type", sent])),
    oddity("contentEncoding", withLine(["content-encoding", "gzip"])),
    ...(isJsonMediaType(sent)
      ? [
          typed("upperCase", sent.toUpperCase()),
          typed("charset utf-8", `${sent}; charset=utf-8`),
          typed("charset utf-16", `${sent}; charset=utf-16`),
          typed("charset unknown", `${sent}; charset=x-unknown`),
        ]
      : []),
  ];
}

/** Adds a header line. */
export function withLine(line: HeaderLine): (values: Values) => Values {
  return (values) => ({ ...values, wire: { ...values.wire, headers: [...(values.wire?.headers ?? []), line] } });
}
