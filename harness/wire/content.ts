import { readJson } from "./jsonText.ts";
import { isJsonMediaType } from "./mediaType.ts";
import { decoded, sure, textReadings, unclear, type Decoded } from "./reading.ts";
import type { Shape } from "./shape.ts";

/** A parameter with `content`: its text, already free of percent-encoding, by its media type. */
export function contentReadings(mediaType: string, text: string, shape: Shape): Decoded {
  if (isJsonMediaType(mediaType)) {
    if (text === "") return unclear("an empty text may be taken for a parameter that is not given");
    const read = readJson(text);
    return read.outcome === "read" ? decoded([sure(read.value)]) : read;
  }
  return /^text\//i.test(mediaType)
    ? decoded(textReadings([text], shape), text === "")
    : unclear(`no reader of ${mediaType}`);
}
