import { isJsonObject, stringifyJson, type Json, type JsonObject } from "../../../model/json.ts";
import type { Header, MediaType, Operation, Response } from "../../../model/model.ts";
import { essence } from "./body.ts";
import type { Answer } from "./fault.ts";
import type { Samples } from "./samples.ts";

/** Why a request is refused, with the statuses that say so, the likeliest first. */
export const REFUSALS = {
  invalid: [400, 422],
  /** What can name nothing may as well be nothing that there is. */
  invalidPath: [400, 422, 404],
  unauthorised: [401, 403],
  notFound: [404, 410],
  notAllowed: [405],
  notAcceptable: [406, 400],
  mediaType: [415, 400, 422],
} as const satisfies Readonly<Record<string, readonly number[]>>;
export type RefusalName = keyof typeof REFUSALS;

/** The documented response for a refusal: a status of its own, else a range or `default` under the likeliest status. */
export function refusalOf(operation: Operation, name: RefusalName): { status: number; response: Response | undefined } {
  const statuses: readonly number[] = REFUSALS[name];
  const [likeliest = 400] = statuses;
  for (const status of statuses) {
    const response = operation.responses.find((candidate) => candidate.status === String(status));
    if (response !== undefined) return { status, response };
  }
  const wide = ["4XX", "default"].flatMap((range) => operation.responses.find(({ status }) => status === range) ?? []);
  return { status: likeliest, response: wide[0] };
}

/** The documented success: the lowest status there is. */
export function successOf(operation: Operation): { status: number; response: Response | undefined } {
  const found = operation.responses
    .filter(({ status }) => /^2(?:\d\d|XX)$/i.test(status))
    .toSorted((a, b) => a.status.localeCompare(b.status))[0];
  const response = found ?? operation.responses.find(({ status }) => status === "default");
  const exact = /^\d+$/.test(response?.status ?? "") ? Number(response?.status) : 200;
  return { status: exact, response };
}

export interface Content {
  /** What the answer shows, as far as its schema has a place for it. */
  readonly shown: Json | undefined;
  readonly location?: string;
  /** Answers of the same name are the same, where nothing is shown. */
  readonly name?: string;
}

/** An answer as the document has it: media type, body and headers. */
export function answerOf(
  { status, response }: { readonly status: number; readonly response: Response | undefined },
  { shown, location, name }: Content,
  samples: Samples,
  accepts: (mediaType: string) => boolean,
): Answer {
  const media = response?.content.find(({ mediaType }) => accepts(mediaType)) ?? response?.content[0];
  const headers = Object.fromEntries(
    (response?.headers ?? []).flatMap((header) => {
      const text = location !== undefined && /^location$/i.test(header.name) ? location : headerText(header, samples);
      return text === undefined ? [] : [[header.name.toLowerCase(), text]];
    }),
  );
  if (media === undefined) return { status, headers, body: "" };
  const type = concrete(media.mediaType);
  return {
    status,
    headers: { ...headers, "content-type": type },
    body: written(valueOf(media, shown, samples, name), type),
  };
}

function valueOf(media: MediaType, shown: Json | undefined, samples: Samples, name: string | undefined): Json {
  if (shown !== undefined && typeof shown !== "object" && samples.fits(media.schema, shown)) return shown;
  if (isJsonObject(shown)) return samples.showing(media.schema, shown);
  if (Array.isArray(shown)) return listOf(media, shown as readonly JsonObject[], samples);
  return samples.drawn(media.schema, name);
}

/** A list as an array, or as an object with an array for a member; of what the schema has no place for, nothing. */
function listOf({ schema }: MediaType, items: readonly JsonObject[], samples: Samples): Json {
  const empty = samples.simplest(schema);
  const some = items.slice(0, 3);
  if (Array.isArray(empty)) return samples.fits(schema, some) ? some : empty;
  if (!isJsonObject(empty)) return empty;
  const name = Object.keys(empty).find((key) => Array.isArray(empty[key]));
  const full = name === undefined ? empty : { ...empty, [name]: some };
  return samples.fits(schema, full) ? full : empty;
}

function written(value: Json, type: string): string | Buffer {
  if (/[/+]json$/.test(essence(type))) return stringifyJson(value);
  const text = typeof value === "string" ? value : stringifyJson(value);
  return essence(type).startsWith("text/") ? text : Buffer.from(text);
}

function concrete(mediaType: string): string {
  if (mediaType === "*/*" || mediaType === "application/*") return "application/json";
  return mediaType.replace("*", "plain");
}

/** Style simple; an optional header that has no plain text is left out. */
function headerText({ schema, explode, mediaType, required }: Header, samples: Samples): string | undefined {
  const value = samples.simplest(schema);
  if (mediaType !== undefined) return stringifyJson(value);
  const text = isJsonObject(value)
    ? Object.entries(value)
        .map(([name, member]) => `${name}${explode ? "=" : ","}${plain(member)}`)
        .join(",")
    : Array.isArray(value)
      ? (value as readonly Json[]).map(plain).join(",")
      : plain(value);
  return text === "" && !required ? undefined : text;
}

function plain(value: Json): string {
  return typeof value === "string" ? value : stringifyJson(value);
}
