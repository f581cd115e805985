/** One part of a multipart body (RFC 7578), taken apart. */
export interface BodyPart {
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array;
}

/** The parts between the boundaries (RFC 2046, section 5.1.1); undefined where the body is not so built. */
export function readMultipart(body: Uint8Array, boundary: string): readonly BodyPart[] | undefined {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");
  const mark = `--${boundary}`;
  const pieces = `\r\n${text}`.split(`\r\n${mark}`);
  const last = pieces.at(-1);
  if (pieces.length < 2 || last === undefined || !/^--[ \t]*(?:\r\n|$)/.test(last)) return undefined;
  const parts = pieces.slice(1, -1).map(readPart);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function readPart(piece: string): BodyPart | undefined {
  const match = /^[ \t]*\r\n((?:[^\r\n]+\r\n)*)\r\n(.*)$/s.exec(piece);
  if (match === null) return undefined;
  const [, head = "", content = ""] = match;
  const lines = Buffer.from(head, "latin1").toString("utf8").split("\r\n");
  const disposition = lines.find((line) => /^content-disposition:/i.test(line)) ?? "";
  const name = /;[ \t]*name="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  const contentType = lines
    .find((line) => /^content-type:/i.test(line))
    ?.slice("content-type:".length)
    .trim();
  return {
    name: name.replace(/%(22|0D|0A)/gi, decodeURIComponent),
    contentType,
    bytes: Buffer.from(content, "latin1"),
  };
}
