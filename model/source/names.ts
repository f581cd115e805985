import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The URL of a reference's file, without fragment. */
export function urlOf(reference: string, base: URL): URL | undefined {
  if (!URL.canParse(reference, base.href)) return undefined;
  const url = new URL(reference, base);
  url.hash = "";
  return url;
}

/** How pointers name a file: relative to the folder of the document. */
export function nameOf(url: URL, root: URL): string {
  if (url.protocol !== root.protocol || url.host !== root.host) return url.href;
  if (url.protocol === "file:") return escaped(relative(dirname(pathOf(root)), pathOf(url)));
  const folder = new URL(".", root).href;
  return url.href.startsWith(folder) ? url.href.slice(folder.length) : url.href;
}

function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url.pathname;
  }
}

function escaped(name: string): string {
  return name.replaceAll(sep, "/").replaceAll("%", "%25").replaceAll("#", "%23");
}

/** The path of the file that a name means, beside the document's own path, which the empty name means. */
export function pathOfName(document: string, name: string): string {
  const plain = name.replaceAll("%23", "#").replaceAll("%25", "%");
  return name === "" ? document : resolve(dirname(document), plain);
}

/** How messages name a file: relative to the working directory where it lies below it. */
export function shownOf(url: URL): string {
  if (url.protocol !== "file:") return url.href;
  const path = pathOf(url);
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
}
