import type { Change, Model } from "../model/index.ts";
import type { Json } from "../model/json.ts";

/** Longest value that is shown. */
const SHOWN = 120;

/** A change of a contract as people read it: what, where, before, after, whom it breaks. */
export function changeText({ what, pointer, before, after, operations, breaking }: Change, model: Model): string {
  const { file, line, column } = model.locate(pointer);
  const breaks = [...(breaking.client ? ["clients"] : []), ...(breaking.server ? ["servers"] : [])].join(" and ");
  const named =
    operations.length > 3
      ? `${operations.slice(0, 3).join(", ")} and ${operations.length - 3} more operations`
      : operations.join(", ");
  return [
    `  ${what}  ${named}${breaks === "" ? "" : `  (breaks ${breaks})`}`,
    `    ${pointer}`,
    `    was ${shown(before)}, is ${shown(after)}${after === undefined ? "" : `  ${file}:${line}:${column}`}`,
  ].join("\n");
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
