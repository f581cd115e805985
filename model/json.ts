/**
 * JSON without loss. A number that a JavaScript number cannot hold exactly (2^53+1, 1e400, -0, 0.1000000000000000055)
 * is kept as the text it was written with, in the shape that `JSON.rawJSON` makes; `JSON.stringify` writes it back as it stood.
 */
export type Json = null | boolean | number | string | RawNumber | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** What `JSON.rawJSON(text)` returns for the text of a number. */
export interface RawNumber {
  readonly rawJSON: string;
}
