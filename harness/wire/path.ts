import { percentDecode } from "./percent.ts";

/** One piece of a path template: a literal, or the name of a parameter. */
export type TemplatePiece = { readonly literal: string } | { readonly parameter: string };

const templates = new Map<string, readonly (readonly TemplatePiece[])[]>();

/** `/pets/{id}.json` by segments: `[[{ literal: "pets" }], [{ parameter: "id" }, { literal: ".json" }]]`. */
export function templateSegments(template: string): readonly (readonly TemplatePiece[])[] {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const segments = template.split("/").slice(1).map(pieces);
  templates.set(template, segments);
  return segments;
}

function pieces(segment: string): readonly TemplatePiece[] {
  return segment
    .split(/\{([^{}]*)\}/)
    .map((piece, index): TemplatePiece => (index % 2 === 0 ? { literal: piece } : { parameter: piece }))
    .filter((piece) => "parameter" in piece || piece.literal !== "");
}

/** The path of a target, without its query, and the query; undefined where there is no `?`. */
export function splitTarget(target: string): { readonly path: string; readonly query: string | undefined } {
  const mark = target.indexOf("?");
  return mark < 0 ? { path: target, query: undefined } : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** A literal of a template as it goes over the wire: what no target can hold is percent-encoded, what is encoded already stays. */
export function literalText(literal: string): string {
  return literal.replace(/[^!-~]|["#<>\\^`{|}]/gu, (character) => encodeURIComponent(character.toWellFormed()));
}

export type PathMatch =
  /** Percent-encoded pieces by parameter. */
  | { readonly outcome: "matched"; readonly pieces: ReadonlyMap<string, string> }
  | { readonly outcome: "unclear"; readonly reason: string }
  | { readonly outcome: "different" };

/** Reads a target's path by the template: split at raw slashes first, decoded later (RFC 3986, section 2.4). */
export function readPath(template: string, target: string): PathMatch {
  const { path } = splitTarget(target);
  if (/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return unclear("a dot segment may be taken out on the way");
  const wanted = templateSegments(splitTarget(template).path);
  const given = path.split("/");
  if (wanted.length !== given.length - 1) return DIFFERENT;
  const pieces = new Map<string, string>();
  for (let index = 0; index < wanted.length; index++) {
    const [template, segment] = [wanted[index] ?? [], given[index + 1] ?? ""];
    const found = readSegment(template, segment, pieces);
    if (found === "ambiguous") return unclear(`the segment ${segment} can be read in two ways`);
    if (found === "different") return DIFFERENT;
    if (segment === "" && template.length > 0) return unclear("an empty segment may be taken out on the way");
    if (found === "traceless") return unclear("routers differ on a parameter without text");
  }
  return { outcome: "matched", pieces };
}

const DIFFERENT: PathMatch = { outcome: "different" };

/** The decoded text of each path parameter; undefined where the target is none of the template. */
export function matchPath(template: string, target: string): ReadonlyMap<string, string> | undefined {
  const match = readPath(template, target);
  if (match.outcome !== "matched") return undefined;
  if (!target.includes("%")) return match.pieces;
  const texts = new Map<string, string>();
  for (const [name, piece] of match.pieces) texts.set(name, percentDecode(piece) ?? piece);
  return texts;
}

/** Adds what is found to the pieces. Traceless: a parameter has no text. */
function readSegment(
  template: readonly TemplatePiece[],
  segment: string,
  pieces: Map<string, string>,
): "matched" | "traceless" | "ambiguous" | "different" {
  const [first] = template;
  if (first === undefined) return segment === "" ? "matched" : "different";
  if (template.length > 1) return readMixed(template, segment, pieces);
  if ("literal" in first)
    return first.literal === segment || percentDecode(segment) === percentDecode(first.literal)
      ? "matched"
      : "different";
  pieces.set(first.parameter, segment);
  return segment === "" ? "traceless" : "matched";
}

/** A segment of literals and parameters, as `{id}.json` is. */
function readMixed(
  template: readonly TemplatePiece[],
  segment: string,
  pieces: Map<string, string>,
): ReturnType<typeof readSegment> {
  const names = template.flatMap((piece) => ("parameter" in piece ? [piece.parameter] : []));
  const short = capture(template, "(.*?)", segment);
  const long = capture(template, "(.*)", segment);
  if (short === undefined || long === undefined) return "different";
  if (short.some((piece, index) => piece !== long[index])) return "ambiguous";
  for (const [index, name] of names.entries()) pieces.set(name, short[index] ?? "");
  return names.some((name) => pieces.get(name) === "") ? "traceless" : "matched";
}

function capture(template: readonly TemplatePiece[], group: string, segment: string): readonly string[] | undefined {
  const source = template
    .map((piece) => ("literal" in piece ? escapeRegExp(literalText(piece.literal)) : group))
    .join("");
  return new RegExp(`^${source}$`, "s").exec(segment)?.slice(1);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function unclear(reason: string): PathMatch {
  return { outcome: "unclear", reason };
}
