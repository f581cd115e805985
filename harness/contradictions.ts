import type { Example, Operation, Pointer, SchemaAt } from "../model/model.ts";
import type { Views } from "./views.ts";
import { isJsonMediaType } from "./wire/mediaType.ts";
import type { Schemas } from "./wire/schemas.ts";

/** An example that its schema does not allow. */
export interface Contradiction {
  readonly pointer: Pointer;
  /** What was expected, what came, what to do. */
  readonly message: string;
}

/** The examples of requests and answers that contradict their schemas: they are used as they stand, and told. */
export function contradictions(
  operations: readonly Operation[],
  { request, response }: Views,
): readonly Contradiction[] {
  const found = operations.flatMap((operation) => [
    ...sentBy(operation).flatMap((given) => contradicting(given, request)),
    ...answeredBy(operation).flatMap((given) => contradicting(given, response)),
  ]);
  return [...new Map(found.map((each) => [each.pointer, each])).values()];
}

interface Given {
  readonly mediaType?: string;
  readonly schema: SchemaAt;
  readonly examples: readonly Example[];
}

function sentBy({ parameters, requestBody }: Operation): readonly Given[] {
  return [...parameters, ...(requestBody?.content ?? [])];
}

function answeredBy({ responses }: Operation): readonly Given[] {
  return responses.flatMap(({ content }) => content);
}

/** What is no JSON may stand there as it is written on the wire: XML as a text. */
function contradicting({ mediaType, schema, examples }: Given, { validate }: Schemas): readonly Contradiction[] {
  if (mediaType !== undefined && !isJsonMediaType(mediaType)) return [];
  return examples.flatMap(({ value, pointer }) => {
    const [failure] = validate(schema, value);
    if (failure === undefined) return [];
    const where = failure.instance === "" ? "it" : `its ${failure.instance}`;
    return {
      pointer,
      message: `Expected an example that its schema allows, but ${where} breaks ${failure.keyword} of ${failure.schema}. Mend one of them; it is used as it stands.`,
    };
  });
}
