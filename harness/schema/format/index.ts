import { dateFormats } from "./dates.ts";
import type { Format } from "./format.ts";
import { networkFormats } from "./network.ts";
import { textFormats } from "./texts.ts";
import { uriFormats } from "./uris.ts";

/** The formats that mean something to this engine; a string of another one (`password`, `binary`, ...) is any string. */
export const formats: ReadonlyMap<string, Format> = new Map([
  ...dateFormats,
  ...networkFormats,
  ...uriFormats,
  ...textFormats,
]);
