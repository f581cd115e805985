import type { Json } from "../../../model/json.ts";

export interface Format {
  readonly holds: (value: Json) => boolean;
}
export const formats: ReadonlyMap<string, Format> = new Map();
