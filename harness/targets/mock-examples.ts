import { isJsonObject, stringifyJson } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { below, pointerTokens } from "../../model/pointer.ts";
import type { MediaType, Model, Pointer, SchemaAt } from "../../model/model.ts";

/**
 * The example or default of the document that an answer's value comes from, at a place (`/locations/0/zone`) or around it; undefined where none is the same.
 * What Prism makes up from a schema has none.
 */
export function exampleAround(
  media: Pick<MediaType, "schema" | "examples">,
  body: Json,
  place: string,
  resolve: Model["resolve"],
): Pointer | undefined {
  const whole = media.examples.find(({ value }) => isSame(value, body));
  if (whole !== undefined) return whole.pointer;
  let schemas = inPlace(media.schema, resolve);
  let value: Json | undefined = body;
  const steps = pointerTokens(place);
  for (let depth = 0; ; depth += 1) {
    const found = value === undefined ? undefined : exampleOf(schemas, value);
    const step = steps[depth];
    if (found !== undefined || step === undefined) return found;
    schemas = schemas.flatMap((schema) => childrenOf(schema, step)).flatMap((schema) => inPlace(schema, resolve));
    value = memberOf(value, step);
  }
}

interface Keywords {
  readonly schema: JsonObject;
  readonly pointer: Pointer;
}

/** A schema and all that hold of the same value: what it refers to, and its branches. */
function inPlace(at: SchemaAt, resolve: Model["resolve"], seen = new Set<Pointer>()): readonly Keywords[] {
  const { schema, pointer } = at;
  if (!isJsonObject(schema) || seen.has(pointer)) return [];
  seen.add(pointer);
  const ref = schema["$ref"];
  const referred = typeof ref === "string" ? resolve(ref) : undefined;
  const branches = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => listed(schema, pointer, keyword));
  const others = typeof ref === "string" && referred !== undefined ? [{ schema: referred, pointer: ref }] : [];
  return [{ schema, pointer }, ...[...others, ...branches].flatMap((each) => inPlace(each, resolve, seen))];
}

/** The schemas that hold of one member or item. */
function childrenOf({ schema, pointer }: Keywords, step: string): readonly SchemaAt[] {
  const properties = schema["properties"];
  const named = isJsonObject(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined;
  if (named !== undefined) return asSchema(named, below(pointer, "properties", step));
  const others = ["additionalProperties", "items"].flatMap((keyword) =>
    asSchema(schema[keyword], `${pointer}/${keyword}`),
  );
  return [...others, ...listed(schema, pointer, "prefixItems")];
}

function listed(schema: JsonObject, pointer: Pointer, keyword: string): readonly SchemaAt[] {
  const list = schema[keyword];
  return Array.isArray(list)
    ? list.flatMap((each: Json, index) => asSchema(each, `${pointer}/${keyword}/${index}`))
    : [];
}

function asSchema(value: Json | undefined, pointer: Pointer): readonly SchemaAt[] {
  return isJsonObject(value) ? [{ schema: value, pointer }] : [];
}

function exampleOf(schemas: readonly Keywords[], value: Json): Pointer | undefined {
  for (const { schema, pointer } of schemas) {
    for (const keyword of ["example", "default"]) {
      if (Object.hasOwn(schema, keyword) && isSame(schema[keyword], value)) return `${pointer}/${keyword}`;
    }
    const examples = schema["examples"];
    const index = Array.isArray(examples) ? examples.findIndex((each: Json) => isSame(each, value)) : -1;
    if (index >= 0) return `${pointer}/examples/${index}`;
  }
  return undefined;
}

function isSame(one: Json | undefined, other: Json): boolean {
  return one !== undefined && stringifyJson(one) === stringifyJson(other);
}

function memberOf(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
