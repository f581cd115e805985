import type { Json } from "../../model/json.ts";
import { valueAt } from "../state/expression.ts";
import type { Deviation } from "../verdict.ts";
import { decodeResponseBody } from "../wire/response.ts";
import type { SchemaFailure } from "../wire/schemas.ts";
import { conforms, violates, type Check } from "./check.ts";
import { shortly } from "./responseHeadersConformance.ts";

/** OAS 3.1, Media Type Object, `schema`: every body is valid in some reading. What is no body of a documented type is `contentTypeConformance`'s to tell. */
export const responseSchemaConformance: Check = {
  name: "responseSchemaConformance",
  promise: "Every body is valid by its schema.",
  judge({ documented, response, schemas }) {
    const body = documented && decodeResponseBody(documented, response, schemas.resolve);
    if (body?.outcome !== "decoded") return conforms;
    const judged = body.readings.map(({ value }) => schemas.validate(body.media.schema, value));
    if (judged.some((failures) => failures.length === 0)) return conforms;
    const likeliest = body.readings[0]?.value;
    return violates(...(judged[0] ?? []).map((failure) => deviation(failure, likeliest)));
  },
};

function deviation(failure: SchemaFailure, value: Json | undefined): Deviation {
  return {
    pointer: `${failure.schema}/${failure.keyword}`,
    received: `body#${failure.instance}: ${shortly(valueAt(value, failure.instance))}`,
    documented: `${failure.keyword} ${shortly(failure.expected)}`,
    kind: failure.keyword,
  };
}
