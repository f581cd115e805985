import type { At } from "../at.ts";
import type { Reader } from "../reader.ts";
import { requestBodyOf, responsesOf } from "./content.ts";
import { mergedParameters } from "./operation-parameters.ts";
import type { Dialect } from "./operations.ts";
import { parametersOf } from "./parameters.ts";
import { securitySchemesOf } from "./security.ts";
import { serversOf } from "./servers.ts";

/** OpenAPI 3.0, 3.1 and 3.2. */
export function dialect3(reader: Reader, root: At): Dialect {
  return {
    servers: serversOf(reader, root),
    securitySchemes: securitySchemesOf(reader, root),
    request: ({ at, pathItem }) => {
      const requestBody = requestBodyOf(reader, at);
      const parameters = mergedParameters(reader, parametersOf(reader, pathItem), parametersOf(reader, at));
      return { parameters, ...(requestBody === undefined ? {} : { requestBody }) };
    },
    responses: ({ at }, links) => responsesOf(reader, at, links),
  };
}
