import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import type { Credentials } from "../credentials/credentials.ts";
import { isSensitive } from "../credentials/sensitive.ts";
import type { Event, LoggedResponse } from "./events.ts";
import { spellings } from "./spellings.ts";

export const REDACTED = "[redacted]";

/**
 * Takes secrets out of what a run writes. What is drawn from a document is none, and stays, or nothing could be sent again; so are placeholders.
 * Hidden are: every text that the run was given as a secret, in every spelling; lines of an answer whose names tell of secrets; what the configuration names,
 * drawn or not, so that a finding which needs it can be sent again only by its seed.
 */
export interface Redaction {
  /** A request as sent, with its credentials hidden by their places: a signature is a text that nobody has given. */
  request(request: WireRequest): WireRequest;
  event(event: Event): Event;
  text(text: string): string;
}

export function redaction(credentials: Credentials, names: readonly string[]): Redaction {
  const { headers, query, harmless } = credentials.places;
  const named = new Set(names.map((name) => name.toLowerCase()));
  const hiding = hidingTexts(() => credentials.secrets());
  const members = names.length === 0 ? undefined : memberOf(names);
  const isHidden = (name: string, value: string): boolean =>
    named.has(name.toLowerCase()) || (headers.has(name.toLowerCase()) && !harmless.has(value));
  const text = (whole: string): string => {
    const byText = hiding();
    const bare = byText === undefined ? whole : whole.replaceAll(byText, REDACTED);
    return members === undefined ? bare : bare.replaceAll(members, `$<start>${REDACTED}$<end>`);
  };
  return {
    text,
    request: (request) => ({
      ...request,
      target: hideInTarget(request.target, (name) => named.has(name.toLowerCase()) || query.has(name)),
      headers: hideLines(request.headers, isHidden),
    }),
    event: (event) => {
      const shown = withAnswer(event, (response) => {
        const headers = hideLines(response.headers, (name) => isSensitive(name) || named.has(name.toLowerCase()));
        return headers === response.headers ? response : { ...response, headers };
      });
      return hiding() === undefined && members === undefined ? shown : inTexts(shown, text, named);
    },
  };
}

function hideLines(
  lines: readonly HeaderLine[],
  isHidden: (name: string, value: string) => boolean,
): readonly HeaderLine[] {
  if (!lines.some((line) => isHidden(...line))) return lines;
  return lines.map((line) => (isHidden(...line) ? ([line[0], REDACTED] as const) : line));
}

function hideInTarget(target: string, isHidden: (name: string) => boolean): string {
  const [path = "", query] = target.split(/\?(.*)/s);
  if (query === undefined) return target;
  const pairs = query.split("&").map((pair) => {
    const [name = "", value] = pair.split(/=(.*)/s);
    return value !== undefined && isHidden(decoded(name)) ? `${name}=${REDACTED}` : pair;
  });
  return `${path}?${pairs.join("&")}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function withAnswer(event: Event, hide: (response: LoggedResponse) => LoggedResponse): Event {
  if (event.type !== "exchange" && event.type !== "finding") return event;
  const { response } = event;
  if (response === undefined || !("status" in response)) return event;
  const shown = hide(response);
  return shown === response ? event : { ...event, response: shown };
}

/** All spellings of all secrets as one pattern, longest first; made anew only when there are more secrets. */
function hidingTexts(secrets: () => readonly string[]): () => RegExp | undefined {
  let known = -1;
  let pattern: RegExp | undefined;
  return () => {
    const texts = secrets();
    if (texts.length === known) return pattern;
    known = texts.length;
    const all = [...new Set(texts.flatMap(spellings))].toSorted((a, b) => b.length - a.length);
    pattern = all.length === 0 ? undefined : new RegExp(all.map(literal).join("|"), "g");
    return pattern;
  };
}

/** A text as a pattern that matches just it. */
function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** A member of that name in JSON text, a pair of a form or of a query, a header line of a shell command, a place that a finding tells of. */
function memberOf(names: readonly string[]): RegExp {
  const name = `(?:${names.map(literal).join("|")})`;
  return new RegExp(
    [
      String.raw`(?<start>\\?"${name}\\?"\s*:\s*)(?:"(?:[^"\\]|\\.)*"|\\"(?:[^"\\]|\\[^"])*\\"|[^\s,}\]"\\]+)(?<end>)`,
      String.raw`(?<=[?&;\s]|^)(?<start>${name}=)[^&;\s'"]+(?<end>)`,
      String.raw`(?<start>'${name}: )[^']*(?<end>')`,
      String.raw`(?<start>[/.]${name}: ).+(?<end>)$`,
    ].join("|"),
    "gi",
  );
}

/** Names of members whose texts are ours or the document's: they stay, whatever a secret looks like, or no report could be made. */
const OURS = new Set(
  (
    "type covenant digest seed unit operation phase mode stage verdict credentials outcome severity method " +
    "check id path pointer place"
  ).split(" "),
);

function inTexts(event: Event, change: (text: string) => string, named: ReadonlySet<string>): Event {
  const copy: Event = JSON.parse(
    JSON.stringify(event, (key, value: unknown) => {
      if (
        Array.isArray(value) &&
        value.length === 2 &&
        typeof value[0] === "string" &&
        named.has(value[0].toLowerCase())
      )
        return [value[0], REDACTED];
      return typeof value === "string" && !OURS.has(key) ? change(value) : value;
    }),
  );
  return copy;
}
