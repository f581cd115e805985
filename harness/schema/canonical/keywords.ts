import { anyKeywords } from "./any.ts";
import { arrayKeywords } from "./arrays.ts";
import type { Keyword } from "./keyword.ts";
import { numberKeywords } from "./numbers.ts";
import { objectKeywords } from "./objects.ts";
import { stringKeywords } from "./strings.ts";

/** Keywords that speak of one place and its parts; those that apply schemas to the same place are in `choices.ts`. */
export const keywords: Readonly<Record<string, Keyword>> = {
  ...anyKeywords,
  ...numberKeywords,
  ...stringKeywords,
  ...arrayKeywords,
  ...objectKeywords,
};
