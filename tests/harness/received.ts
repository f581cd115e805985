import type { IncomingMessage } from "node:http";

/** The body of a request; nothing of one that was broken off. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of request) pieces.push(Buffer.from(piece));
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(pieces);
}
