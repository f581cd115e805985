import type { Encoding, MediaType } from "../../model/model.ts";
import { literal } from "../literal.ts";
import { concreteMediaType, contentKind, essence } from "../mediaType.ts";
import { around, call, type Code, plain, usesOf } from "./code.ts";
import { queryStyle } from "./target.ts";

/** How one body is written: its content type and its bytes, as expressions. */
export interface BodyCode {
  readonly contentType: string;
  readonly body: Code;
  /** What has to be computed before both, as a statement; a multipart body's boundary depends on its parts. */
  readonly before?: Code;
}

export function bodyCode(mediaType: MediaType): BodyCode {
  const name = concreteMediaType(mediaType.mediaType);
  const contentType = literal(name);
  const kind = contentKind(name);
  if (kind === "json") return { contentType, body: plain("JSON.stringify(input.body)") };
  if (kind === "form") return { contentType, body: call("formBody", "input.body", ...formFields(mediaType)) };
  if (kind === "text" || kind === "bytes") return { contentType, body: plain("input.body") };
  const parts = call("multipart", call("formParts", "input.body", ...partTypes(mediaType)));
  const subtype = essence(name).slice("multipart/".length);
  return {
    contentType: `encoded.contentType${subtype === "form-data" ? "" : `.replace("form-data", ${literal(subtype)})`}`,
    body: plain("encoded.body"),
    before: around("const encoded = ", parts, ";"),
  };
}

/** OAS 3.1, Encoding Object: a style counts where `style`, `explode` or `allowReserved` is given; the content type counts otherwise. */
function formFields({ encoding }: MediaType): readonly Code[] {
  const fields = [...encoding].filter(
    ([, one]) => one.style !== undefined || one.explode !== undefined || one.allowReserved,
  );
  const entries = fields.map(([name, one]) => fieldCode(name, one));
  if (entries.length === 0) return [];
  return [{ text: `new Map([${entries.map(({ text }) => text).join(", ")}])`, uses: usesOf(entries) }];
}

function fieldCode(name: string, { style = "form", explode = style === "form", allowReserved }: Encoding): Code {
  const write = queryStyle({ style, explode });
  if (!allowReserved) return { text: `[${literal(name)}, ${write}]`, uses: [write] };
  const text = `[${literal(name)}, (name: string, value: unknown) => ${write}(name, value, reserved)]`;
  return { text, uses: [write, "reserved"] };
}

/** The first of several content types (`image/png, image/jpeg`) that is no range. */
function partTypes({ encoding }: MediaType): readonly Code[] {
  const entries = [...encoding].flatMap(([name, { contentType }]) => {
    const type = contentType
      ?.split(",")
      .find((one) => !one.includes("*"))
      ?.trim();
    return type === undefined ? [] : [`[${literal(name)}, ${literal(type)}]`];
  });
  return entries.length === 0 ? [] : [plain(`new Map([${entries.join(", ")}])`)];
}
