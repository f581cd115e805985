import { Buffer } from "node:buffer";
import { stringifyJson } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { isJsonMediaType } from "../wire/mediaType.ts";
import { compound } from "./jsonTexts.ts";
import { withLine } from "./contentTypes.ts";
import type { Oddity } from "./oddity.ts";

/** A Content-Length that is one octet off, for the first JSON body that the operation takes. As it is received, the text lacks its end each time. */
export function lengths({ requestBody }: Operation): readonly Oddity[] {
  const media = requestBody?.content.find(({ mediaType }) => isJsonMediaType(mediaType));
  if (media === undefined) return [];
  const { pointer, mediaType } = media;
  const off = (which: string, change: (values: Values) => Values): Oddity => ({
    name: "contentLength",
    at: `header.content-length (${which})`,
    pointer,
    body: mediaType,
    change,
  });
  return [
    off("too small", (values) => withLength(values, (text) => text, -1)),
    off("too large", (values) => withLength(values, (text) => text.slice(0, -1), 1)),
  ];
}

function withLength(values: Values, spoil: (text: string) => string, by: number): Values {
  const { body } = values;
  if (body === undefined || !("value" in body.content)) return values;
  const bytes = spoil(compound(stringifyJson(body.content.value)));
  const length = String(Buffer.byteLength(bytes) + by);
  return withLine(["content-length", length])({ ...values, body: { ...body, content: { bytes } } });
}
