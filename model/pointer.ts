import type { Pointer } from "./model.ts";

/** One token of a JSON pointer, escaped (RFC 6901, section 3). */
export function escapeToken(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replaceAll("~", "~0").replaceAll("/", "~1") : token;
}

/** The pointer of a member below `pointer`. */
export function below(pointer: Pointer, ...tokens: readonly (string | number)[]): Pointer {
  return tokens.reduce<string>((path, token) => `${path}/${escapeToken(String(token))}`, pointer);
}

/** The file's name (empty for the root document) and the unescaped tokens. */
export function splitPointer(pointer: Pointer): { readonly file: string; readonly tokens: readonly string[] } {
  const hash = pointer.indexOf("#");
  return { file: pointer.slice(0, Math.max(hash, 0)), tokens: pointerTokens(pointer.slice(hash + 1)) };
}

/** `/a/b~1c` to `["a", "b/c"]`; the empty text is the whole document. */
export function pointerTokens(path: string): readonly string[] {
  if (path === "") return [];
  const tokens = path.split("/").slice(1);
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The name of the file that a pointer stands in. */
export function fileOf(pointer: Pointer): string {
  return pointer.slice(0, Math.max(pointer.indexOf("#"), 0));
}
