import { request } from "undici";
import { isJsonObject, parseJson, type JsonObject } from "../../model/json.ts";
import type { Read, Source } from "./source.ts";

/** Milliseconds that a token endpoint has. */
const DEADLINE = 10_000;

/** A client that fetches tokens for itself (RFC 6749, section 4.4). */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly tokenUrl: string;
}

/** `<id>:<secret>@<token-url>`; undefined where the text is none. */
export function clientOf(text: string): Client | undefined {
  const [, id, secret, tokenUrl] = /^([^:]+):(.*)@(https?:\/\/.+)$/s.exec(text) ?? [];
  if (id === undefined || secret === undefined || tokenUrl === undefined || !URL.canParse(tokenUrl)) return undefined;
  return { id, secret, tokenUrl };
}

/** Access tokens of the client credentials grant; the client says who it is by Basic authentication (section 2.3.1). */
export function clientCredentials({ id, secret, tokenUrl }: Client): Source {
  const basic = Buffer.from(`${form(id)}:${form(secret)}`).toString("base64");
  return {
    secrets: [secret, basic],
    read: async () => {
      try {
        const { statusCode, body } = await request(tokenUrl, {
          method: "POST",
          headers: {
            authorization: `Basic ${basic}`,
            "content-type": "application/x-www-form-urlencoded",
            accept: "application/json",
          },
          body: "grant_type=client_credentials",
          signal: AbortSignal.timeout(DEADLINE),
        });
        const parsed = parseJson(await body.text());
        const members = parsed.outcome === "parsed" && isJsonObject(parsed.value) ? parsed.value : {};
        return tokenIn(members, statusCode, tokenUrl);
      } catch (error) {
        return failed(tokenUrl, error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** Section 5.1 and 5.2. An error's code is one of the standard's words; its description may hold anything, and is left out. */
function tokenIn(members: JsonObject, status: number, tokenUrl: string): Read {
  const { access_token: text, expires_in: lifetime, error } = members;
  if (status !== 200 || typeof text !== "string" || text === "")
    return failed(tokenUrl, `status ${status}${typeof error === "string" ? ` ${error}` : " without an access_token"}`);
  const seconds = Number(lifetime);
  return { outcome: "read", text, ...(lifetime !== undefined && Number.isFinite(seconds) && { seconds }) };
}

function failed(tokenUrl: string, came: string): Read {
  return { outcome: "failed", reason: `Expected an access token from ${tokenUrl}, but ${came} came.` };
}

function form(text: string): string {
  return new URLSearchParams({ a: text }).toString().slice(2);
}
