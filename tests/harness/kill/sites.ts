import { isJsonObject, type Json } from "../../../model/json.ts";
import type { Model, Operation, Pointer, Schema, SchemaAt } from "../../../model/model.ts";
import { isSchema } from "../reference/isSchema.ts";

/** A keyword of a schema, and where values of that schema stand in requests. */
export interface Site {
  /** `query.limit`, `body#/name`. */
  readonly at: string;
  /** `query`, `body`, `body member`, `body deeper`: what kind of place it is. */
  readonly location: string;
  readonly pointer: Pointer;
  readonly schema: { readonly [keyword: string]: Json };
  readonly operation: Operation;
}

/** Every schema object that a request's values are held to, by the way that leads to it; each pointer once. */
export function requestSites(model: Model): readonly Site[] {
  const seen = new Set<Pointer>();
  return model.operations.flatMap((operation) =>
    [
      ...operation.parameters.flatMap((parameter) => {
        const at = `${parameter.in}.${parameter.name}`;
        return sitesBelow(parameter.schema, at, (depth) => (depth === 0 ? parameter.in : `${parameter.in} part`));
      }),
      ...(operation.requestBody?.content ?? []).flatMap((media) => {
        const kind = /json/.test(media.mediaType)
          ? "body"
          : media.mediaType.replace(/^application\/|\/form-data$/g, "");
        return sitesBelow(media.schema, "body", (depth) => `${kind}${["", " member"][depth] ?? " deeper"}`);
      }),
    ].map((site): Site => ({ ...site, operation })),
  );

  function sitesBelow(root: SchemaAt, at: string, locate: (depth: number) => string): Omit<Site, "operation">[] {
    const found: Omit<Site, "operation">[] = [];
    const walk = (schema: Json | undefined, pointer: Pointer, path: string, depth: number): void => {
      if (!isJsonObject(schema) || seen.has(pointer)) return;
      seen.add(pointer);
      found.push({ at: `${at}${path === "" ? "" : `#${path}`}`, location: locate(depth), pointer, schema });
      const ref = schema["$ref"];
      if (typeof ref === "string") walk(model.resolve(ref), ref, path, depth);
      for (const [child, inner, tokens] of children(schema)) {
        const deeper = tokens.map((token) => `/${token}`).join("");
        walk(child, pointer + inner, path + deeper, depth + tokens.length);
      }
    };
    walk(root.schema, root.pointer, "", 0);
    return found;
  }
}

type Child = readonly [schema: Schema, pointer: string, tokens: readonly string[]];

const SAME = ["allOf", "anyOf", "oneOf"];

/** The schemas right within a schema, and the way from its values to theirs. */
export function children(schema: { readonly [keyword: string]: Json }): readonly Child[] {
  const listed = (keyword: string, tokens: (index: number) => readonly string[]): readonly Child[] =>
    list(schema[keyword]).flatMap((child, index): readonly Child[] =>
      isSchema(child) ? [[child, `/${keyword}/${index}`, tokens(index)]] : [],
    );
  const mapped = (keyword: string, token: (name: string) => string): readonly Child[] =>
    Object.entries(objectAt(schema, keyword)).flatMap(([name, child]): readonly Child[] =>
      isSchema(child) ? [[child, `/${keyword}/${escaped(name)}`, [token(name)]]] : [],
    );
  const single = (keyword: string, token: string): readonly Child[] => {
    const child = schema[keyword];
    return isJsonObject(child) ? [[child, `/${keyword}`, [token]]] : [];
  };
  return [
    ...mapped("properties", (name) => name),
    ...mapped("patternProperties", (pattern) => `<${pattern}>`),
    ...single("additionalProperties", "*"),
    ...single("items", "0"),
    ...listed("prefixItems", (index) => [String(index)]),
    ...SAME.flatMap((keyword) => listed(keyword, () => [])),
  ];
}

/** The model in which the schema object at one pointer is another one, wherever requests refer to it. */
export function editing(
  pointer: Pointer,
  edit: (schema: { readonly [keyword: string]: Json }) => Schema,
): (model: Model) => Model {
  const rebuilt = (schema: Schema, here: Pointer): Schema => {
    if (here === pointer) return typeof schema === "boolean" ? schema : edit(schema);
    if (typeof schema === "boolean" || !pointer.startsWith(here)) return schema;
    let whole: { readonly [keyword: string]: Json } = schema;
    for (const [child, inner] of children(schema)) {
      if (!pointer.startsWith(here + inner)) continue;
      const [, keyword = "", key] = inner.split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
      const next = rebuilt(child, here + inner);
      const holder = whole[keyword];
      if (key === undefined) whole = { ...whole, [keyword]: next };
      else if (Array.isArray(holder))
        whole = {
          ...whole,
          [keyword]: (holder as readonly Json[]).map((one, at) => (String(at) === key ? next : one)),
        };
      else if (isJsonObject(holder)) whole = { ...whole, [keyword]: { ...holder, [key]: next } };
    }
    return whole;
  };
  const at = (place: SchemaAt): SchemaAt => ({ ...place, schema: rebuilt(place.schema, place.pointer) });
  return (model) => {
    const schemas = new Map([...model.schemas].map(([ref, schema]) => [ref, rebuilt(schema, ref)]));
    const operations = model.operations.map((operation) => ({
      ...operation,
      parameters: operation.parameters.map((parameter) => ({ ...parameter, schema: at(parameter.schema) })),
      ...(operation.requestBody !== undefined && {
        requestBody: {
          ...operation.requestBody,
          content: operation.requestBody.content.map((media) => ({ ...media, schema: at(media.schema) })),
        },
      }),
    }));
    return { ...model, operations, schemas, resolve: (ref) => schemas.get(ref) };
  };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function objectAt(
  schema: { readonly [keyword: string]: Json },
  keyword: string,
): { readonly [name: string]: Json } {
  const value = schema[keyword];
  return isJsonObject(value) ? value : {};
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
