import type { At } from "../at.ts";
import { mergedParameters } from "../openapi/operation-parameters.ts";
import type { Dialect } from "../openapi/operations.ts";
import type { Reader } from "../reader.ts";
import { type Parameter20, mediaTypes20, parameters20, requestBody20 } from "./parameters.ts";
import { responses20 } from "./responses.ts";
import { securitySchemes20 } from "./security.ts";
import { servers20 } from "./servers.ts";

/** Swagger 2.0 in the terms of OpenAPI 3.1. */
export function dialect20(reader: Reader, root: At): Dialect {
  return {
    servers: servers20(reader, root),
    securitySchemes: securitySchemes20(reader, root),
    request: ({ at, pathItem }) => {
      const outer = parameters20(reader, pathItem);
      const inner = parameters20(reader, at);
      const body = requestBody20(reader, at, bodies(outer, inner), mediaTypes20(reader, root, at, "consumes"));
      return {
        parameters: mergedParameters(reader, ordinary(outer), ordinary(inner)),
        ...(body === undefined ? {} : { requestBody: body }),
      };
    },
    responses: ({ at }) => responses20(reader, at, mediaTypes20(reader, root, at, "produces")),
  };
}

function ordinary(parameters: readonly Parameter20[]): ReturnType<Dialect["request"]>["parameters"] {
  return parameters.flatMap((each) => (each.kind === "parameter" ? [each.parameter] : []));
}

/** A body or form field of the operation stands for the path item's. */
function bodies(outer: readonly Parameter20[], inner: readonly Parameter20[]): readonly Parameter20[] {
  const hasBody = inner.some(({ kind }) => kind === "body");
  const names = new Set(inner.flatMap((each) => (each.kind === "field" ? [each.name] : [])));
  const kept = outer.filter((each) =>
    each.kind === "field" ? !names.has(each.name) : each.kind === "body" && !hasBody,
  );
  return [...kept, ...inner];
}
