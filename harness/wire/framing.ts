import { Buffer } from "node:buffer";
import type { WireRequest } from "../../runtime/wire.ts";
import { headersOf } from "./headers.ts";
import { undecidable, valid, type Judgement } from "./judgement.ts";

/** Whether the header declares another length than the body has (RFC 9112, section 6.2). Where it declares none, the sender adds the right one. */
export function isMisframed(request: WireRequest): boolean {
  const declared = declaredLength(request);
  return declared !== undefined && declared !== bytesOf(request).length;
}

/** Whether the message ends before its body does. */
export function isIncomplete(request: WireRequest): boolean {
  const declared = declaredLength(request);
  return declared !== undefined && declared > bytesOf(request).length;
}

/** The request as it is received: of a body that is longer than was declared the rest is no part of it (RFC 9112, section 6.3). */
export function received(request: WireRequest): WireRequest {
  const declared = declaredLength(request);
  const bytes = declared === undefined ? undefined : bytesOf(request);
  return bytes === undefined || declared === undefined || declared >= bytes.length
    ? request
    : { ...request, body: bytes.subarray(0, declared) };
}

/** Of a body that ends too early a server may have read enough: whether that is valid, only what is there can say. */
export function judgeFraming(request: WireRequest): Judgement {
  return isIncomplete(request) ? undecidable("header.content-length", "the body ends before its length") : valid;
}

function declaredLength({ headers }: WireRequest): number | undefined {
  const lines = headersOf(headers, "content-length");
  const [value] = lines;
  return value !== undefined && lines.length === 1 && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function bytesOf({ body = "" }: WireRequest): Uint8Array {
  return typeof body === "string" ? Buffer.from(body, "utf8") : body;
}
