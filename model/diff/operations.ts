import type { ContractOperation, Named } from "../contract/contract.ts";
import type { Json } from "../json.ts";
import type { Pointer, SchemaAt } from "../model.ts";
import { templateNames } from "../openapi/operation-parameters.ts";
import { below } from "../pointer.ts";
import { type Breaking, type Effect, alike } from "./change.ts";
import type { ChangeCollector, Site } from "./collector.ts";
import { blank, matched } from "./matching.ts";

/** Compares two operations that are one and the same endpoint. */
export function compareOperations(
  id: string,
  before: ContractOperation,
  after: ContractOperation,
  into: ChangeCollector,
): void {
  const difference = new OperationDifference(id, into);
  difference.facts(before, after);
  difference.parameters(before, after);
  difference.requestBody(before, after);
  difference.responses(before, after);
  difference.security(before, after);
}

/** Nobody's work is wrong by it. */
export const HARMLESS: Breaking = { client: false, server: false };

class OperationDifference {
  readonly #into: ChangeCollector;
  readonly #request: Site;
  readonly #response: Site;

  constructor(operation: string, into: ChangeCollector) {
    this.#into = into;
    this.#request = { operation, direction: "request" };
    this.#response = { operation, direction: "response" };
  }

  facts(before: ContractOperation, after: ContractOperation): void {
    const names = templateNames(before.path).length === templateNames(after.path).length;
    if (blank(before.path) !== blank(after.path) || !names) {
      this.#change(this.#request, after.pointer, "path", before.path, after.path, "both");
    }
    if (before.method !== after.method) {
      this.#change(this.#request, after.pointer, "method", before.method, after.method, "both");
    }
    if (before.deprecated !== after.deprecated) {
      const pointer = below(after.pointer, "deprecated");
      this.#change(this.#request, pointer, "deprecated", before.deprecated, after.deprecated, "none");
    }
  }

  parameters(before: ContractOperation, after: ContractOperation): void {
    const now = after.parameters;
    const renamed = renamedPathParameters(before.path, after.path);
    const old = rekeyed(before.parameters, (key) => renamed.get(key) ?? key);
    for (const [key, was, is] of matched(old, now)) {
      if (is === undefined) this.#change(this.#request, was.at, "parameter", key, undefined, "narrowed");
      else if (was === undefined) {
        this.#change(this.#request, is.at, "parameter", undefined, key, is.required ? "both" : "widened");
      } else {
        this.#required(this.#request, is.at, was.required, is.required);
        for (const part of ["style", "explode", "allowReserved", "mediaType"] as const) {
          if (was[part] !== is[part])
            this.#change(this.#request, below(is.at, part), part, was[part], is[part], "both");
        }
        this.#into.schemas(was, is, this.#request);
      }
    }
  }

  requestBody({ requestBody: before }: ContractOperation, { requestBody: after }: ContractOperation): void {
    if (before === undefined && after === undefined) return;
    if (before === undefined || after === undefined) {
      const effect = after === undefined ? "narrowed" : after.required ? "both" : "widened";
      const pointer = (after ?? before)?.pointer ?? "#";
      this.#change(this.#request, pointer, "requestBody", typesOf(before), typesOf(after), effect);
      return;
    }
    this.#required(this.#request, after.pointer, before.required, after.required);
    this.#content(this.#request, after.pointer, before.content, after.content);
  }

  responses(before: ContractOperation, after: ContractOperation): void {
    for (const [status, was, is] of matched(before.responses, after.responses)) {
      if (is === undefined) this.#change(this.#response, was.pointer, "response", status, undefined, "narrowed");
      else if (was === undefined) this.#change(this.#response, is.pointer, "response", undefined, status, "widened");
      else {
        this.#headers(was.headers, is.headers);
        this.#content(this.#response, is.pointer, was.content, is.content);
      }
    }
  }

  #headers(before: ContractOperation["responses"][string]["headers"], after: typeof before): void {
    for (const [name, was, is] of matched(before, after)) {
      if (is === undefined) this.#change(this.#response, was.at, "header", name, undefined, "widened");
      else if (was === undefined) {
        this.#change(this.#response, is.at, "header", undefined, name, is.required ? "narrowed" : "none");
      } else {
        this.#required(this.#response, is.at, was.required, is.required);
        this.#into.schemas(was, is, this.#response);
      }
    }
  }

  #content(site: Site, pointer: Pointer, before: Named<SchemaAt>, after: Named<SchemaAt>): void {
    for (const [mediaType, was, is] of matched(before, after)) {
      const place = below(pointer, "content", mediaType);
      if (is === undefined) this.#change(site, place, "mediaType", mediaType, undefined, "narrowed");
      else if (was === undefined) this.#change(site, place, "mediaType", undefined, mediaType, "widened");
      else this.#into.schemas(was, is, site);
    }
  }

  /** No requirement at all is the empty one: nothing is asked for. */
  security(before: ContractOperation, after: ContractOperation): void {
    const old = alternatives(before);
    const now = alternatives(after);
    for (const [text, was, is] of matched(old, now)) {
      if (is === undefined) this.#change(this.#request, was, "security", text, undefined, "narrowed");
      else if (was === undefined) this.#change(this.#request, is, "security", undefined, text, "widened");
    }
  }

  #required(site: Site, pointer: Pointer, before: boolean, after: boolean): void {
    if (before === after) return;
    this.#change(site, below(pointer, "required"), "required", before, after, after ? "narrowed" : "widened");
  }

  #change(
    site: Site,
    pointer: Pointer,
    what: string,
    before: Json | undefined,
    after: Json | undefined,
    effect: Effect,
  ): void {
    this.#into.add({ pointer, what, before, after, effects: alike(effect) }, site);
  }
}

function renamedPathParameters(before: string, after: string): ReadonlyMap<string, string> {
  const now = templateNames(after);
  return new Map(templateNames(before).map((name, index) => [`path.${name}`, `path.${now[index] ?? name}`]));
}

function rekeyed<Value>(named: Named<Value>, key: (name: string) => string): Named<Value> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [key(name), value]));
}

function alternatives({ security, pointer }: ContractOperation): Named<Pointer> {
  if (security.length === 0) return { none: below(pointer, "security") };
  return Object.fromEntries(security.map((each) => [each.schemes.join(" and ") || "none", each.pointer]));
}

function typesOf(body: ContractOperation["requestBody"]): Json | undefined {
  return body === undefined ? undefined : Object.keys(body.content);
}
