import type { Diagnostic } from "../../model/model.ts";
import { bodyValues, drawnParameters, sampled, type Drawing } from "./positive.ts";

/** A part of an operation's requests that is never sent, and why. */
export type Undrawn = Pick<Diagnostic, "pointer" | "message">;

/** Parameters for which no value is found, and media types of the body that have no form for their values, or no values. */
export function undrawn(drawing: Drawing): readonly Undrawn[] {
  const { operation, link } = drawing;
  const parameters = (["path", "query", "header", "cookie"] as const)
    .filter((location) => location !== "path" || link === undefined)
    .flatMap((location) => drawnParameters(operation, location))
    .filter(({ schema }) => sampled(drawing, schema) === undefined)
    .map(({ name, in: place, schema: { pointer } }) => ({
      pointer,
      message: `${operation.id} is called without ${place}.${name}: no value for it is found`,
    }));
  const bodies = (operation.requestBody?.content ?? [])
    .filter((media) => bodyValues(drawing, media) === undefined)
    .map((media) => {
      const reason =
        sampled(drawing, media.schema) === undefined ? "no value for it is found" : "its values have no form there";
      return {
        pointer: media.pointer,
        message: `${operation.id} is called without a body of ${media.mediaType}: ${reason}`,
      };
    });
  return [...parameters, ...bodies];
}
