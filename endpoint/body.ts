import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { badRequest, Refusal } from "./refusals.ts";

/** The greatest body that is read, in bytes. */
const BODY_LIMIT = 10 * 1024 * 1024;

/** Reads a request's body. Throws RequestEntityTooLargeException as soon as it is known to be over the limit, without keeping the rest. */
export function readBody(incoming: IncomingMessage): Promise<Buffer> {
  if (Number(incoming.headers["content-length"] ?? 0) > BODY_LIMIT) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= BODY_LIMIT) {
        chunks.push(chunk);
        return;
      }
      incoming.off("data", take);
      reject(tooLarge());
    };
    incoming.on("data", take);
    incoming.once("end", () => {
      resolve(Buffer.concat(chunks));
    });
    // The sender is gone; whoever reads the answer, it is not the client.
    incoming.once("error", () => {
      reject(badRequest("The body broke off"));
    });
  });
}

/** The connection is closed after this answer: nobody wants to hear what is left of the body. */
const tooLarge = (): Refusal =>
  new Refusal("RequestEntityTooLargeException", `A body has at most ${BODY_LIMIT} bytes`, {
    headers: { connection: "close" },
  });

/**
 * The JSON of a body. Throws SerializationException for bytes that are not UTF-8, text that is not JSON, and a missing
 * body. Of two equal keys the last one counts. The parser does not recurse, so depth is bounded by the body's size alone.
 */
export function parseBody(bytes: Buffer): unknown {
  try {
    if (isUtf8(bytes)) return JSON.parse(bytes.toString());
  } catch {
    // The same as for bytes that are not UTF-8.
  }
  throw new Refusal("SerializationException", "The body: expected JSON in UTF-8");
}
