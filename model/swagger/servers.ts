import { type At, member } from "../at.ts";
import type { Server } from "../model.ts";
import type { Reader } from "../reader.ts";
import { textOf, textsOf } from "../fields.ts";

/** `schemes`, `host` and `basePath` as servers (Swagger 2.0, Swagger Object). Without a host, the path alone. */
export function servers20(reader: Reader, root: At): readonly Server[] {
  const path = textOf(reader, root, "basePath") ?? "/";
  const host = textOf(reader, root, "host");
  const pointer = (member(root, "host") ?? member(root, "basePath") ?? root).pointer;
  if (host === undefined) return [{ url: path, pointer }];
  const schemes = textsOf(reader, root, "schemes").filter((scheme) => scheme === "http" || scheme === "https");
  const base = `${host}${path === "/" ? "" : path}`;
  return (schemes.length === 0 ? ["https"] : schemes).map((scheme) => ({ url: `${scheme}://${base}`, pointer }));
}
