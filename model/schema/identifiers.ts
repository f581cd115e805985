import { type Json, isJsonObject } from "../json.ts";
import type { Pointer } from "../model.ts";
import { below } from "../pointer.ts";
import { baseUrls, decoded } from "../reference.ts";
import type { SourceFile, Sources } from "../source/load.ts";

/** Names that schemas give themselves (JSON Schema 2020-12, core, section 8.2), by absolute URI. */
export interface Identifiers {
  /** `$id` by the place where it stands. */
  readonly bases: ReadonlyMap<Pointer, string>;
  /** The place by `$id`. */
  readonly resources: ReadonlyMap<string, Pointer>;
  /** The place by `uri#anchor`, of `$anchor` and `$dynamicAnchor`. */
  readonly anchors: ReadonlyMap<string, Pointer>;
  /** The places of every `$dynamicAnchor` by its bare name. */
  readonly dynamic: ReadonlyMap<string, readonly Pointer[]>;
}

interface Found {
  readonly bases: Map<Pointer, string>;
  readonly resources: Map<string, Pointer>;
  readonly anchors: Map<string, Pointer>;
  readonly dynamic: Map<string, Pointer[]>;
}

/** Members whose values are data: what looks like a name in them is none. */
const DATA = new Set(["example", "examples", "default", "enum", "const"]);
const NAMES = ["$id", "$anchor", "$dynamicAnchor"];

export function identifiersOf(sources: Sources): Identifiers {
  const found: Found = { bases: new Map(), resources: new Map(), anchors: new Map(), dynamic: new Map() };
  for (const source of sources.byName.values()) collect(source, found);
  return found;
}

interface Visit {
  readonly value: Json;
  readonly pointer: Pointer;
  readonly base: string;
  /** Whether the members are named by the author: `properties` may have one called `example`. */
  readonly named: boolean;
}

function collect(source: SourceFile, found: Found): void {
  if (source.outcome === "failed" || source.parsed.outcome === "malformed") return;
  const bytes = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength);
  if (!NAMES.some((name) => bytes.includes(name))) return;
  const open: Visit[] = [
    { value: source.parsed.value, pointer: `${source.name}#`, base: (source.self ?? source.url).href, named: false },
  ];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { value, pointer, named } = visit;
    if (Array.isArray(value)) {
      (value as readonly Json[]).forEach((each, index) =>
        open.push({ ...visit, value: each, pointer: below(pointer, index), named: false }),
      );
    } else if (isJsonObject(value)) {
      const base = named ? visit.base : note(value, visit, found);
      for (const [name, each] of Object.entries(value)) {
        if (!named && (DATA.has(name) || name.startsWith("x-"))) continue;
        open.push({ value: each, pointer: below(pointer, name), base, named: !named && AUTHORED.has(name) });
      }
    }
  }
}

const AUTHORED = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"]);

function note(value: { readonly [name: string]: Json }, { pointer, base }: Visit, found: Found): string {
  const { $id: id, $anchor: anchor, $dynamicAnchor: dynamic } = value;
  const own = typeof id === "string" && URL.canParse(id, base) ? withoutFragment(new URL(id, base)) : base;
  if (own !== base) {
    found.bases.set(pointer, own);
    found.resources.set(own, pointer);
  }
  for (const name of [anchor, dynamic]) if (typeof name === "string") found.anchors.set(`${own}#${name}`, pointer);
  if (typeof dynamic === "string") found.dynamic.set(dynamic, [...(found.dynamic.get(dynamic) ?? []), pointer]);
  return own;
}

function withoutFragment(url: URL): string {
  url.hash = "";
  return url.href;
}

/** The place that a reference names by an `$id` or an anchor; undefined where it is an ordinary reference into a file. */
export function identified(
  identifiers: Identifiers,
  sources: Sources,
  reference: string,
  from: Pointer,
): Pointer | undefined {
  const { bases, resources, anchors } = identifiers;
  if (resources.size === 0 && anchors.size === 0) return undefined;
  const base = baseOf(bases, from) ?? baseUrls(sources, from)[0].href;
  if (!URL.canParse(reference, base)) return undefined;
  const url = new URL(reference, base);
  const fragment = decoded(url.hash.slice(1));
  const file = withoutFragment(url);
  if (fragment !== "" && !fragment.startsWith("/")) return anchors.get(`${file}#${fragment}`);
  const resource = resources.get(file);
  return resource === undefined ? undefined : resource + fragment;
}

function baseOf(bases: ReadonlyMap<Pointer, string>, from: Pointer): string | undefined {
  for (let pointer = from; ; pointer = pointer.slice(0, pointer.lastIndexOf("/"))) {
    const base = bases.get(pointer);
    if (base !== undefined || !pointer.includes("/", pointer.indexOf("#"))) return base;
  }
}
