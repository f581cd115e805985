import { isJsonObject, type Json, type JsonObject } from "../../../model/json.ts";
import type { Model, Operation, SchemaAt } from "../../../model/model.ts";
import { successOf } from "./answers.ts";
import { withoutReadOnly } from "./coerce.ts";
import type { Facts, Fault } from "./fault.ts";
import { decodeText } from "./parameters.ts";
import type { Samples } from "./samples.ts";
import type { Validators } from "./schemas.ts";
import { itemTemplates, parents, type Store } from "./store.ts";

/** What an accepted request led to: what its answer shows, and where what it made stands. */
export interface Effect {
  readonly shown: Json | undefined;
  readonly location?: string;
}

export interface Resources {
  /** Whether everything that the path names is there. */
  readonly exists: (facts: Pick<Facts, "operation" | "path">) => boolean;
  readonly effect: (facts: Facts) => Effect;
}

/** Reading paths as people do: POST to a collection creates, the methods of an item read, replace, merge and remove it. */
export function resourcesOf(
  document: Model,
  store: Store,
  validators: Validators,
  samples: Samples,
  fault: Fault,
): Resources {
  const items = itemTemplates(document);
  /** The members that the server itself has put into each resource; a PUT leaves them be. */
  const made = new Map<string, readonly string[]>();
  /** What a PUT has put at a path that is no item: the whole value. */
  const singles = new Map<string, Json>();
  let count = 0;

  const key = (path: string): string => path.split("/").map(decodeText).join("/");
  const exists: Resources["exists"] = ({ operation, path }) =>
    (fault.ignores?.has("parent") === true ||
      parents(operation.path, key(path), items).every((parent) => store.find(parent) !== undefined)) &&
    (!items.has(operation.path) || store.find(key(path)) !== undefined);

  const effect: Resources["effect"] = (facts) => {
    const { operation, path, body } = facts;
    const sent = own(operation, body);
    const item = [...items].find((template) => template.slice(0, template.lastIndexOf("/")) === operation.path);
    if (item !== undefined && operation.method === "POST") return create(operation, item, key(path), sent);
    if (item !== undefined && operation.method === "GET") return { shown: store.list(key(path)) };
    if (!items.has(operation.path)) return onSingle(operation.method, key(path), body);
    return onItem(operation.method, key(path), sent);
  };

  return { exists, effect };

  function own({ requestBody }: Operation, body: Json | undefined): JsonObject {
    const schema = requestBody?.content[0]?.schema.schema ?? true;
    const sent =
      body === undefined || fault.ignores?.has("readOnly") === true ? body : withoutReadOnly(body, schema, validators);
    return isJsonObject(sent) ? sent : {};
  }

  function onSingle(method: string, path: string, body: Json | undefined): Effect {
    if (method === "PUT" && body !== undefined) singles.set(path, body);
    return { shown: method === "GET" ? singles.get(path) : undefined };
  }

  function onItem(method: string, path: string, sent: JsonObject): Effect {
    const old = store.find(path) ?? {};
    if (method === "DELETE") store.remove(path);
    if (method !== "PUT" && method !== "PATCH") return { shown: old };
    const sound = method === "PUT" ? { ...only(old, made.get(path) ?? []), ...sent } : merged(old, sent);
    const kept = fault.updates?.(method, old, sent, sound) ?? sound;
    store.update(path, kept);
    return { shown: store.find(path) === kept ? kept : { ...old, ...sent } };
  }

  function create(operation: Operation, item: string, collection: string, sent: JsonObject): Effect {
    const { response } = successOf(operation);
    const schema = response?.content[0]?.schema;
    const plain = schema === undefined ? {} : samples.simplest(schema);
    const name = idName(operation, item);
    const id = newId(item, name, schema);
    const rest = Object.entries(isJsonObject(plain) ? plain : {}).filter(([member]) => !(member in sent));
    const path = `${collection}/${String(id)}`;
    const identity = name === undefined ? {} : { [name]: id };
    made.set(path, [...rest.map(([member]) => member), ...Object.keys(identity)]);
    store.insert(path, { ...Object.fromEntries(rest), ...sent, ...identity });
    return {
      shown: store.find(path) ?? { ...sent, ...identity },
      location: path.split("/").map(encodeURIComponent).join("/"),
    };
  }

  /** The next id that the path's parameter and the body's member both have a place for. */
  function newId(item: string, name: string | undefined, schema: SchemaAt | undefined): string | number {
    const parameterName = /\{([^{}]+)\}$/.exec(item)?.[1];
    const parameter = document.operations
      .find(({ path }) => path === item)
      ?.parameters.find((candidate) => candidate.in === "path" && candidate.name === parameterName);
    count += 1;
    const forms = [`id-${count}`, String(count), count, `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`];
    const fitting = forms.find(
      (id) =>
        (parameter === undefined || validators.isValid(parameter.schema.schema, id)) &&
        (name === undefined || schema === undefined || shows(samples.showing(schema, { [name]: id }), name, id)),
    );
    if (fitting === undefined) throw new Error(`The reference server finds no id for ${item}.`);
    return fitting;
  }

  /** The member of the created representation that links take the id from; else `id`, where a link says nothing. */
  function idName(operation: Operation, item: string): string | undefined {
    const parameter = /\{([^{}]+)\}$/.exec(item)?.[1] ?? "";
    const targets = new Set(document.operations.filter(({ path }) => path === item).map(({ id }) => id));
    const { response } = successOf(operation);
    const expressions = (response?.links ?? [])
      .filter(({ target }) => targets.has(target))
      .map(({ parameters }) => parameters.get(parameter) ?? parameters.get(`path.${parameter}`));
    const found = expressions.map(
      (expression) => /^\$response\.body#\/([^/]+)$/.exec(typeof expression === "string" ? expression : "")?.[1],
    );
    return found.find((name) => name !== undefined) ?? (expressions.length > 0 ? undefined : "id");
  }
}

function only(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)));
}

/** RFC 7396, at the top level: null takes a member away. */
function merged(old: JsonObject, sent: JsonObject): JsonObject {
  const whole = Object.entries({ ...old, ...sent });
  return Object.fromEntries(whole.filter(([name]) => !(name in sent) || sent[name] !== null));
}

function shows(value: Json, name: string, id: string | number): boolean {
  return isJsonObject(value) && value[name] === id;
}
