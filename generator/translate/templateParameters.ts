import type { Operation, Parameter } from "../../model/model.ts";

/** A parameter that the path has and the document forgot to describe is a string: the reader has told of it. */
export function withTemplateParameters(operation: Operation): Operation {
  const described = new Set(operation.parameters.filter(({ in: place }) => place === "path").map(({ name }) => name));
  const names = new Set([...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name));
  const forgotten = [...names].filter((name) => !described.has(name)).map((name) => pathParameter(name, operation));
  return { ...operation, parameters: [...forgotten, ...operation.parameters] };
}

function pathParameter(name: string, { pointer }: Operation): Parameter {
  const schema = { schema: { type: "string" }, pointer };
  const fixed = { deprecated: false, explode: false, allowReserved: false, examples: [] };
  return { name, in: "path", required: true, style: "simple", schema, pointer, ...fixed };
}
