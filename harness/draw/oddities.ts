import type { Operation } from "../../model/model.ts";
import { accepts } from "./accepts.ts";
import { contentTypes } from "./contentTypes.ts";
import { parameterOddities } from "./parameterOddities.ts";
import { jsonTexts } from "./jsonTexts.ts";
import { lengths } from "./lengths.ts";
import { methods } from "./methods.ts";
import type { Oddity } from "./oddity.ts";

/** Every odd way to send a request of the operation. */
export function oddities(operation: Operation, operations: readonly Operation[]): readonly Oddity[] {
  return [
    ...jsonTexts(operation),
    ...lengths(operation),
    ...contentTypes(operation),
    ...accepts(operation, operations),
    ...methods(operation, operations),
    ...parameterOddities(operation),
  ];
}
