import type { WireResponse } from "./wire.ts";

/** What a document says of one response, as readers: of its content by media type, of its headers by name in lower case. */
export interface Documented {
  readonly content?: { readonly [mediaType: string]: (body: Uint8Array) => unknown };
  readonly headers?: { readonly [name: string]: (text: string) => unknown };
}

/** The arm of every answer type for what the document does not have: another status or media type, a body that does not read. */
export interface Undocumented {
  readonly case: "undocumented";
  readonly unexpected: "status" | "contentType" | "body";
  readonly response: WireResponse;
}

interface Arm {
  readonly case: string | number;
}

/** What is documented, for each status that the answer type has an arm for. */
export type DocumentedAnswers<Answer extends Arm> = {
  readonly [Status in Exclude<Answer, Undocumented>["case"]]: Documented;
};

/**
 * Reads an answer by what is documented for its status (`404`, then `4XX`, then `default`) and its media type (`application/json`, then
 * `application/*`, then any; `application/*+json` is every type with the suffix). Bodies are read, not validated: `Answer` says what the document promises of them.
 */
export function readAnswer<Answer extends Arm>(
  response: WireResponse,
  documented: DocumentedAnswers<Answer>,
): Answer | Undocumented {
  const statuses = new Map(Object.entries<Documented>(documented));
  const status = String(response.status);
  const key = [status, `${status[0]}XX`, "default"].find((key) => statuses.has(key)) ?? "";
  const found = statuses.get(key);
  if (found === undefined) return { case: "undocumented", unexpected: "status", response };
  const content = readContent(response, found.content);
  if (typeof content === "string") return { case: "undocumented", unexpected: content, response };
  const arm = {
    case: key === status ? response.status : key,
    ...content,
    headers: readHeaders(response, found),
    response,
  };
  return isArm(arm, documented) ? arm : { case: "undocumented", unexpected: "status", response };
}

function isArm<Answer extends Arm>(arm: Arm, documented: DocumentedAnswers<Answer>): arm is Answer {
  return Object.hasOwn(documented, arm.case);
}

function readContent(
  response: WireResponse,
  content: Documented["content"],
): { readonly contentType?: string; readonly body?: unknown } | "contentType" | "body" {
  if (content === undefined) return { body: undefined };
  const received = headerOf(response, "content-type")?.replace(/;.*/s, "").trim().toLowerCase() ?? "";
  const admitting = [received, received.replace(/\/.*\+/s, "/*+"), received.replace(/\/.*/s, "/*"), "*/*"];
  const contentType = admitting.flatMap((one) => Object.keys(content).filter((name) => essence(name) === one))[0];
  if (contentType === undefined) return "contentType";
  try {
    return { contentType, body: content[contentType]?.(response.body) };
  } catch {
    return "body";
  }
}

/** A media type without its parameters: `text/html; charset=utf-8` documents what `text/html` does. */
function essence(mediaType: string): string {
  return mediaType.replace(/;.*/s, "").trim().toLowerCase();
}

function readHeaders(response: WireResponse, { headers = {} }: Documented): { readonly [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, read]) => {
      const text = headerOf(response, name);
      return text === undefined ? [] : [[name, read(text)]];
    }),
  );
}

/** Lines of one name are one list (RFC 9110, section 5.3). */
function headerOf(response: WireResponse, name: string): string | undefined {
  const lines = response.headers.filter(([line]) => line.toLowerCase() === name.toLowerCase());
  return lines.length === 0 ? undefined : lines.map(([, value]) => value).join(", ");
}

/** Throws where the body is not JSON in UTF-8. */
export function readJson(body: Uint8Array): unknown {
  return JSON.parse(readText(body));
}

/** Throws where the body is not UTF-8. */
export function readText(body: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(body);
}

export function readBytes(body: Uint8Array): Uint8Array {
  return body;
}
