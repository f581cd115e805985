import * as fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A random sequence that depends on a text and nothing else. */
export function randomFrom(text: string): fc.Random {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return new fc.Random(xoroshiro128plus(hash));
}
