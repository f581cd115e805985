/** Percent-encoded text by RFC 3986, section 2.1; undefined where a `%` has no two hexadecimal digits or the bytes are not UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  if (/%(?![\da-f]{2})/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * The texts that a piece of a query may stand for: a raw `+` is itself by RFC 3986 and a space by HTML's form syntax, and OpenAPI names both.
 * Empty where the percent-encoding is broken.
 */
export function queryTexts(text: string): readonly string[] {
  const plain = percentDecode(text);
  if (plain === undefined) return [];
  if (!text.includes("+")) return [plain];
  return [plain, percentDecode(text.replaceAll("+", " ")) ?? plain];
}
