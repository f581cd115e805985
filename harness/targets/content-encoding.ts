import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

import type { HeaderLine } from "../../runtime/wire.ts";
import { headersOf } from "../wire/headers.ts";

export type Decoded = { readonly outcome: "decoded"; readonly body: Uint8Array } | { readonly outcome: "tooLarge" };

type Decoder = (body: Uint8Array, limits: { readonly maxOutputLength: number }) => Uint8Array;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["br", brotliDecompressSync],
  ["deflate", inflateEither],
]);

/**
 * Undoes the content codings of an answer (RFC 9110, section 8.4), although none was asked for.
 * A coding that is unknown, or a body that is not what its coding says, is left as it came: the checks then see what a client would see.
 */
export function decodeContent(headers: readonly HeaderLine[], body: Uint8Array, maxOutputLength: number): Decoded {
  const codings = headersOf(headers, "content-encoding")
    .flatMap((value) => value.toLowerCase().split(","))
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (body.length === 0 || codings.length === 0) return { outcome: "decoded", body };
  try {
    let decoded = body;
    for (const coding of codings.toReversed()) {
      const decoder = DECODERS.get(coding);
      if (decoder === undefined) return { outcome: "decoded", body };
      decoded = decoder(decoded, { maxOutputLength });
    }
    return { outcome: "decoded", body: decoded };
  } catch (error) {
    return isTooLarge(error) ? { outcome: "tooLarge" } : { outcome: "decoded", body };
  }
}

/** "deflate" is zlib's format by the standard and raw deflate by custom. */
function inflateEither(body: Uint8Array, limits: { readonly maxOutputLength: number }): Uint8Array {
  try {
    return inflateSync(body, limits);
  } catch (error) {
    if (isTooLarge(error)) throw error;
    return inflateRawSync(body, limits);
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
}
