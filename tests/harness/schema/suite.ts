import { readdirSync, readFileSync } from "node:fs";
import { parseJson } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import { isJsonObject } from "../../../model/json.ts";
import type { Pointer, Schema, SchemaAt } from "../../../model/model.ts";
import { asSchema, below, objectOf } from "../../../harness/schema/values.ts";

/** One schema of the suite with its tests, references made absolute as the reader of documents would. */
export interface Group {
  readonly title: string;
  readonly at: SchemaAt;
  readonly original: Schema;
  readonly resolve: (ref: Pointer) => Schema | undefined;
  /** The reason why the engine is not asked to understand it. */
  readonly beyond?: string;
  readonly tests: readonly { readonly title: string; readonly data: Json; readonly valid: boolean }[];
}

const here = new URL("suite/", import.meta.url);
const META = "https://json-schema.org/draft/2020-12/";

export function suite(folder: "tests" | "optional"): readonly Group[] {
  const files = readdirSync(new URL(`${folder}/`, here)).filter((file) => file.endsWith(".json"));
  return files
    .sort()
    .flatMap((file) =>
      list(read(new URL(`${folder}/${file}`, here))).map((each) => groupOf(file.replace(".json", ""), object(each))),
    );
}

function groupOf(file: string, group: JsonObject): Group {
  const schema = asSchema(group["schema"]);
  const documents = new Map([["", schema], ...remotes]);
  const { rewrite, beyond } = linker(documents);
  const linked = new Map([...documents].map(([uri, document]) => [uri, rewrite(document, uri)]));
  return {
    title: `${file}: ${JSON.stringify(group["description"])}`,
    at: { schema: asSchema(linked.get("")), pointer: "#" },
    original: schema,
    resolve: (ref) => resolved(linked, ref),
    ...(beyond(schema) !== undefined && { beyond: String(beyond(schema)) }),
    tests: list(group["tests"]).map((each) => {
      const { description, data = null, valid } = object(each);
      return { title: JSON.stringify(description), data, valid: valid === true };
    }),
  };
}

/** Every `$id`, `$anchor` and `$dynamicAnchor` of the documents as the pointer of its place. */
function linker(documents: ReadonlyMap<string, Schema>) {
  const places = new Map<string, Pointer>();
  const dynamic = new Map<string, Set<Pointer>>();
  for (const [uri, document] of documents) {
    places.set(uri, `${uri}#`);
    visit(document, uri, `${uri}#`, (schema, base, pointer) => {
      if (typeof schema["$id"] === "string") places.set(base, pointer);
      for (const keyword of ["$anchor", "$dynamicAnchor"]) {
        const anchor = schema[keyword];
        if (typeof anchor === "string") places.set(`${base}#${anchor}`, pointer);
      }
      const anchor = schema["$dynamicAnchor"];
      if (typeof anchor === "string" && !uri.startsWith("http"))
        dynamic.set(anchor, (dynamic.get(anchor) ?? new Set()).add(pointer));
    });
  }
  const absolute = (ref: string, base: string): Pointer => {
    const [uri = "", fragment = ""] = absoluteUri(ref, base).split("#");
    const anchored = places.get(`${uri}#${fragment}`);
    if (anchored !== undefined) return anchored;
    const start = places.get(uri) ?? `${uri}#`;
    return start + decodeURIComponent(fragment);
  };
  const rewrite = (node: Json, uri: string): Json => rewritten(node, uri, absolute);
  const beyond = (schema: Schema): string | undefined => {
    const text = JSON.stringify(schema);
    const several = [...dynamic.values()].some((pointers) => pointers.size > 1);
    if (several || /dynamic.*localhost|localhost.*dynamic/i.test(text)) return "$dynamicRef with several targets";
    return text.includes("metaschema-") ? "$vocabulary" : undefined;
  };
  return { rewrite, beyond };
}

/** The remote documents that the suite serves at the top, for all drafts. */
const TOP = /^(different-id|urn|nested-absolute)-/;
const DATA = new Set(["const", "enum", "default", "examples"]);

function visit(
  node: Json,
  uri: string,
  pointer: Pointer,
  see: (schema: JsonObject, base: string, pointer: Pointer) => void,
): void {
  if (Array.isArray(node)) node.forEach((each: Json, index) => visit(each, uri, below(pointer, index), see));
  if (!isJsonObject(node)) return;
  const base = typeof node["$id"] === "string" ? absoluteUri(node["$id"], uri).replace(/#$/, "") : uri;
  see(node, base, pointer);
  for (const [name, each] of Object.entries(node)) if (!DATA.has(name)) visit(each, base, below(pointer, name), see);
}

function rewritten(node: Json, uri: string, absolute: (ref: string, base: string) => Pointer): Json {
  if (Array.isArray(node)) return node.map((each: Json) => rewritten(each, uri, absolute));
  if (!isJsonObject(node)) return node;
  const base = typeof node["$id"] === "string" ? absoluteUri(node["$id"], uri).replace(/#$/, "") : uri;
  const members = Object.entries(node).map(([name, each]): readonly [string, Json] => {
    if (name === "$ref" && typeof each === "string") return ["$ref", absolute(each, base)];
    if (name === "$dynamicRef" && typeof each === "string")
      return ["$ref", uri.startsWith(META) ? `${META}schema#` : absolute(each, base)];
    return [name, DATA.has(name) ? each : rewritten(each, base, absolute)];
  });
  const twice = new Set(members.map(([name]) => name)).size < members.length;
  return objectOf(
    twice
      ? [
          ...members.filter(([name]) => name !== "$ref"),
          ["allOf", members.filter(([name]) => name === "$ref").map((each) => objectOf([each]))],
        ]
      : members,
  );
}

function absoluteUri(ref: string, base: string): string {
  if (ref.startsWith("#")) return base + ref;
  if (/^[a-z][a-z0-9+.-]*:/i.test(ref)) return ref;
  return URL.canParse(ref, base) ? new URL(ref, base).href : ref;
}

function resolved(documents: ReadonlyMap<string, Json>, ref: Pointer): Schema | undefined {
  const [uri = "", path = ""] = ref.split("#");
  let at: Json | undefined = documents.get(uri);
  for (const token of path.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    at = Array.isArray(at)
      ? (at as readonly Json[])[Number(name)]
      : isJsonObject(at) && Object.hasOwn(at, name)
        ? at[name]
        : undefined;
  }
  return typeof at === "boolean" || isJsonObject(at) ? at : undefined;
}

function read(url: URL): Json {
  const parsed = parseJson(readFileSync(url, "utf8"));
  if (parsed.outcome === "malformed") throw new Error(`${url.href}: ${parsed.message}`);
  return parsed.value;
}

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const object = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

const remotes: readonly (readonly [string, Schema])[] = [
  ...readdirSync(new URL("remotes/", here), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file): readonly [string, Schema] => [
      `http://localhost:1234/${TOP.test(file) ? "" : "draft2020-12/"}${file}`,
      asSchema(read(new URL(`remotes/${file}`, here))),
    ]),
  ...[
    "schema",
    "meta/applicator",
    "meta/content",
    "meta/core",
    "meta/format-annotation",
    "meta/meta-data",
    "meta/unevaluated",
    "meta/validation",
  ].map((name): readonly [string, Schema] => [
    META + name,
    asSchema(read(new URL(import.meta.resolve(`ajv/dist/refs/json-schema-2020-12/${name}.json`)))),
  ]),
];
