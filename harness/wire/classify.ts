import type { Operation, Parameter } from "../../model/model.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import { judgeAccept } from "./accept.ts";
import { judgeBody } from "./body.ts";
import { decodeParameter, takeApart } from "./decode.ts";
import { judgeFraming, received } from "./framing.ts";
import { invalid, type Judgement, type PlaceOf, undecidable, valid, judgeDecoded } from "./judgement.ts";
import { limitReached } from "./limits.ts";
import { readPath } from "./path.ts";
import type { Schemas } from "./schemas.ts";
import { judgeSecurity } from "./security.ts";
import { judgeStrangers } from "./strangers.ts";

export type { Schemas } from "./schemas.ts";

/** What the document says of a request (law 1). `invalid` lists every place that is; `undecidable` gives the first reason and its place. */
export type Classification = Judgement;

/**
 * Reads a wire request by the document alone. Invalid: some place of it is invalid in every decoding that the document admits. Valid: the document's
 * own decoding of every place is valid, and nothing stands in it on which conforming servers differ. Undecidable: anything between.
 */
export function classify(operation: Operation, sent: WireRequest, schemas: Schemas): Classification {
  const request = received(sent);
  if (request.method !== operation.method) return judgeMethod(operation, request.method);
  const match = readPath(operation.path, request.target);
  if (match.outcome === "different") return undecidable("path", "the target is no path of this operation");
  if (match.outcome === "unclear") return undecidable("path", match.reason);
  const parts = takeApart(request, match.pieces);
  if (parts === undefined)
    return undecidable("path", "the target holds characters or escapes that no target may (RFC 3986)");
  return together([
    judgeSecurity(operation, parts),
    ...judgedPlaces(operation).map(({ parameter, place }) =>
      judgeDecoded(place, decodeParameter(parameter, parts, operation.parameters, schemas.resolve), schemas),
    ),
    judgeStrangers(operation, parts),
    judgeAccept(operation, request.headers),
    judgeBody(operation, request, schemas),
    judgeLines(request.headers),
    judgeFraming(request),
    limitReached(request),
  ]);
}

/** Servers answer HEAD and OPTIONS of themselves (RFC 9110, sections 9.3.2 and 9.3.7). */
function judgeMethod(operation: Operation, method: string): Classification {
  if (method === "HEAD" || method === "OPTIONS")
    return undecidable("method", `servers may answer ${method} undocumented`);
  return invalid({ at: "method", keyword: "method", pointer: operation.pointer });
}

/** OAS 3.1, Parameter Object: `Accept`, `Content-Type` and `Authorization` are described elsewhere and ignored as parameters. */
function isJudged(parameter: Parameter): boolean {
  return parameter.in !== "header" || !/^(?:accept|content-type|authorization)$/i.test(parameter.name);
}

interface JudgedPlace {
  readonly parameter: Parameter;
  readonly place: PlaceOf;
}

const places = new WeakMap<Operation, readonly JudgedPlace[]>();

/** Found once for each operation. */
function judgedPlaces(operation: Operation): readonly JudgedPlace[] {
  const known = places.get(operation);
  if (known !== undefined) return known;
  const found = operation.parameters.filter(isJudged).map((parameter) => ({
    parameter,
    place: { ...parameter, at: `${parameter.in}.${parameter.name}`, vanishes: vanishes(parameter) },
  }));
  places.set(operation, found);
  return found;
}

/** Whether an empty array or object leaves no trace: nothing is written of it (RFC 6570, section 2.3). */
function vanishes(parameter: Parameter): boolean {
  return parameter.in !== "path" && parameter.mediaType === undefined;
}

const ENCODES: ReadonlySet<string> = new Set(["content-encoding", "transfer-encoding"]);
const ASKS: ReadonlySet<string> = new Set(["expect", "upgrade", "range"]);

/** What the transport itself would act upon, or no line can hold. */
function judgeLines(headers: readonly HeaderLine[]): Judgement {
  let held: string | undefined;
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    if (ENCODES.has(name) && value.trim() !== "identity") return undecidable(`header.${name}`, "the body is encoded");
    if (ASKS.has(name) || name.startsWith("if-")) held ??= name;
  }
  return held === undefined ? valid : undecidable(`header.${held}`, "it asks for an answer of another kind");
}

function together(judgements: readonly Judgement[]): Classification {
  if (judgements.every(({ kind }) => kind === "valid")) return valid;
  const failures = judgements.flatMap((judgement) => (judgement.kind === "invalid" ? judgement.failures : []));
  const doubtful = judgements.find(({ kind }) => kind === "undecidable");
  if (failures.length > 0) return { kind: "invalid", failures, ...(doubtful !== undefined && { doubt: true }) };
  return doubtful ?? valid;
}
