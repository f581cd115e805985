import type { WireRequest } from "../../runtime/wire.ts";
import { type Judgement, undecidable, valid } from "./judgement.ts";

/** RFC 9110, section 4.1: a URI of this many octets is to be expected everywhere; a longer one may be refused. */
const LONGEST_TARGET = 8000;
/** Octets of all header lines that common servers take. */
const LONGEST_HEADER = 8000;
/** Octets of a body that common servers take without being told to. */
const LONGEST_BODY = 1_000_000;

/** Sizes that a server may refuse whatever its document says (413, 414, 431). */
export function limitReached({ target, headers, body }: WireRequest): Judgement {
  if (target.length > LONGEST_TARGET)
    return undecidable("path", `a target of more than ${LONGEST_TARGET} octets may be refused as too long`);
  let lines = 0;
  for (const [name, value] of headers) lines += name.length + value.length + 4;
  if (lines > LONGEST_HEADER)
    return undecidable("header", `a header of more than ${LONGEST_HEADER} octets may be refused as too large`);
  const size = body === undefined ? 0 : body.length;
  return size > LONGEST_BODY
    ? undecidable("body", `a body of more than ${LONGEST_BODY} octets may be refused as too large`)
    : valid;
}
