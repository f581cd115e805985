import type { Operation } from "../../model/model.ts";
import type { HeaderLine } from "../../runtime/wire.ts";
import { headersOf } from "./headers.ts";
import { invalid, type Judgement, undecidable, valid } from "./judgement.ts";
import { parseMediaType, type MediaTypeText } from "./mediaType.ts";

/** Whether any documented answer is in a media type that the request's Accept lets through (RFC 9110, section 12.5.1). */
export function judgeAccept(operation: Operation, headers: readonly HeaderLine[]): Judgement {
  const lines = headersOf(headers, "accept");
  if (lines.length === 0) return valid;
  const documented = documentedTypes(operation);
  if (documented.length === 0) return valid;
  const ranges = lines
    .join(",")
    .split(",")
    .filter((range) => range.trim() !== "")
    .map(parseMediaType);
  if (ranges.includes(undefined)) return undecidable("header.accept", "it holds what is no media range");
  const known = ranges.filter((range) => range !== undefined);
  if (known.length === 0 || documented.some((media) => quality(media, known) > 0))
    return judgeSuccess(operation, known);
  // A server may disregard Accept (RFC 9110, section 12.4.1); only a documented 406 promises that it does not.
  const refusal = operation.responses.find(({ status }) => status === "406");
  if (refusal === undefined)
    return undecidable("header.accept", "it excludes every documented media type, and no 406 is documented");
  if (operation.responses.some(({ status, content }) => status.startsWith("2") && content.length === 0))
    return undecidable("header.accept", "a success without a body is acceptable to everyone");
  return invalid({ at: "header.accept", keyword: "notAcceptable", pointer: refusal.pointer });
}

function documentedTypes({ responses }: Operation): readonly MediaTypeText[] {
  return responses.flatMap(({ content }) => content.flatMap(({ mediaType }) => parseMediaType(mediaType) ?? []));
}

/** Some documented answer is acceptable; unless all successes are, 406 is as right as 200. */
function judgeSuccess({ responses }: Operation, ranges: readonly MediaTypeText[]): Judgement {
  const successes = responses.filter(({ status }) => status.startsWith("2")).flatMap(({ content }) => content);
  const refused = successes.some(({ mediaType }) => {
    const media = parseMediaType(mediaType);
    return media !== undefined && ranges.length > 0 && quality(media, ranges) === 0;
  });
  return refused ? undecidable("header.accept", "it excludes a documented media type of success") : valid;
}

/** The weight of the most specific range that the media type falls under; 0: not acceptable. */
function quality(media: MediaTypeText, ranges: readonly MediaTypeText[]): number {
  const matching = ranges
    .map((range) => ({ range, rank: specificity(media, range) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  const weight = matching[0]?.range.parameters.get("q");
  if (matching.length === 0) return 0;
  return weight === undefined ? 1 : Number(weight) || 0;
}

/** Parameters other than `q` are let be: servers match them loosely. */
function specificity(media: MediaTypeText, range: MediaTypeText): 0 | 1 | 2 | 3 {
  if (isSame(media.type, range.type) && isSame(media.subtype, range.subtype)) return 3;
  if (isSame(media.type, range.type) && range.subtype === "*") return 2;
  return range.type === "*" && range.subtype === "*" ? 1 : 0;
}

/** A documented range (`text/*`) may be answered with any of its members. */
function isSame(documented: string, asked: string): boolean {
  return documented === asked || (documented === "*" && asked !== "*");
}
