import { markedMembers } from "../stateful/marked.ts";
import { isJsonObject } from "../../model/json.ts";
import type { MediaType } from "../../model/model.ts";
import { decodeResponseBody } from "../wire/response.ts";
import type { Resolve } from "../wire/shape.ts";
import { conforms, violates, type Check } from "./check.ts";

/** The members that each documented body must not have, found once. */
const known = new WeakMap<MediaType, readonly string[]>();

function markedIn(media: MediaType, resolve: Resolve): readonly string[] {
  let marked = known.get(media);
  if (marked === undefined) known.set(media, (marked = markedMembers(media.schema.schema, "writeOnly", resolve)));
  return marked;
}

/** JSON Schema 2020-12, validation, section 9.4: a `writeOnly` member (a password) is never in an answer. */
export const writeOnlyHidden: Check = {
  name: "writeOnlyHidden",
  promise: "No answer holds a member that is writeOnly.",
  judge({ documented, response, schemas }) {
    const body = documented && decodeResponseBody(documented, response, schemas.resolve);
    if (body?.outcome !== "decoded") return conforms;
    const value = body.readings[0]?.value;
    if (!isJsonObject(value)) return conforms;
    const marked = markedIn(body.media, schemas.resolve);
    const shown = marked.filter((name) => Object.hasOwn(value, name));
    return violates(
      ...shown.map((name) => ({
        pointer: body.media.schema.pointer,
        received: `a body with ${name}`,
        documented: `no ${name}: it is writeOnly`,
        kind: name,
      })),
    );
  },
};
