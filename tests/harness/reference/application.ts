import type { Json } from "../../../model/json.ts";
import type { Model, Operation } from "../../../model/model.ts";
import { answerOf, refusalOf, REFUSALS, successOf, type Content, type RefusalName } from "./answers.ts";
import { essence, mediaFor, readBody } from "./body.ts";
import { isAuthorised } from "./credentials.ts";
import type { Answer, Duty, Facts, Fault } from "./fault.ts";
import { pairOf, readParameter, type Raw } from "./parameters.ts";
import { resourcesOf, type Effect } from "./resources.ts";
import { match, routesOf, type Matched } from "./routes.ts";
import { samplesOf } from "./samples.ts";
import { validatorsOf } from "./schemas.ts";
import { newStore } from "./store.ts";

export interface Incoming {
  readonly method: string;
  readonly target: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

/** What conforming servers may do or not: two temperaments. */
export interface Temperament {
  /** Whether `format` asserts. */
  readonly formats: boolean;
  /** Whether a resource is looked for before the request's form is. */
  readonly stateFirst: boolean;
}

type Refused = { readonly refusal: RefusalName; readonly facts: Facts };
type Accepted = { readonly facts: Facts };

/** A server that does what the document says, and keeps what it is given; with a fault, all but one thing of it. */
export function application(
  document: Model,
  fault: Fault = {},
  temperament: Temperament = { formats: true, stateFirst: false },
  seed = 0,
): (incoming: Incoming) => Answer {
  const model = fault.reads?.(document) ?? document;
  const routes = routesOf(model);
  const validators = validatorsOf(model, "request", temperament.formats);
  const samples = samplesOf(document, validatorsOf(document, "response", true), seed);
  const store = fault.stores?.(newStore()) ?? newStore();
  const resources = resourcesOf(document, store, validators, samples, fault);
  const leaves = (duty: Duty): boolean => fault.ignores?.has(duty) === true;

  return (incoming) => {
    const [path = ""] = incoming.target.split("?", 1);
    const found = match(routes, path);
    if (found === undefined) return { status: 404, headers: {}, body: "" };
    const operation = operationFor(found, incoming.method);
    if (operation === undefined) return otherMethod(found, incoming.method);
    const checked = check(operation, incoming, found, path);
    const sound = "refusal" in checked ? refuse(checked) : accept(checked, incoming);
    const answer = fault.answers?.(sound, { ...checked.facts, operation: documented(operation) }) ?? sound;
    return incoming.method === "HEAD" ? { ...answer, body: "" } : answer;
  };

  function documented({ id }: Operation): Operation {
    return document.operations.find((operation) => operation.id === id) ?? raise(id);
  }

  function otherMethod({ route }: Matched, method: string): Answer {
    const allow = { allow: route.operations.map((operation) => operation.method).join(", ") };
    if (method === "OPTIONS") return { status: 204, headers: allow, body: "" };
    const [first] = route.operations;
    if (leaves("method") && first !== undefined) return answerOf(successOf(first), { shown: undefined }, samples, any);
    const sound = { status: 405, headers: allow, body: "" };
    return fault.refusesMethods?.(sound) ?? sound;
  }

  function check(operation: Operation, incoming: Incoming, found: Matched, path: string): Accepted | Refused {
    const raw = rawOf(incoming, found);
    const parameters = new Map<string, Json>();
    const facts = { operation, path, body: undefined, parameters };
    if (!leaves("credentials") && !isAuthorised(operation, raw)) return { refusal: "unauthorised", facts };
    if (temperament.stateFirst && !resources.exists(facts)) return { refusal: "notFound", facts };
    for (const parameter of operation.parameters) {
      if (parameter.in === "header" && /^(?:accept|content-type|authorization)$/i.test(parameter.name)) continue;
      const read = readParameter(parameter, raw, operation, validators);
      const isWrong =
        read.read === "broken" ||
        (read.read === "absent" && parameter.required) ||
        (read.read === "value" && !validators.isValid(parameter.schema.schema, read.value));
      if (isWrong) return { refusal: parameter.in === "path" ? "invalidPath" : "invalid", facts };
      if (read.read === "value") parameters.set(`${parameter.in}.${parameter.name}`, read.value);
    }
    if (!leaves("accept") && !isAcceptable(operation, incoming)) return { refusal: "notAcceptable", facts };
    const body = checkBody(operation, incoming);
    if (body.outcome !== "read") return { refusal: body.outcome, facts };
    const all = { ...facts, body: body.value };
    return resources.exists(all) ? { facts: all } : { refusal: "notFound", facts: all };
  }

  function checkBody(
    { requestBody }: Operation,
    { headers, body }: Incoming,
  ): { outcome: "read"; value: Json | undefined } | { outcome: RefusalName } {
    const contentType = headers.get("content-type")?.[0];
    if (requestBody === undefined) return { outcome: "read", value: undefined };
    if (body.length === 0 && !(contentType !== undefined && !/[/+]json/.test(essence(contentType))))
      return requestBody.required ? { outcome: "invalid" } : { outcome: "read", value: undefined };
    const selected = mediaFor(requestBody.content, contentType ?? "");
    const media = selected ?? (leaves("contentType") ? requestBody.content[0] : undefined);
    if (media === undefined) return { outcome: body.length === 0 && requestBody.required ? "invalid" : "mediaType" };
    const read = readBody(body, selected === undefined ? media.mediaType : (contentType ?? ""), media, validators);
    if (read.read === "broken")
      return leaves("malformed") ? { outcome: "read", value: undefined } : { outcome: "invalid" };
    return validators.isValid(media.schema.schema, read.value)
      ? { outcome: "read", value: read.value }
      : { outcome: "invalid" };
  }

  function refuse({ refusal, facts }: Refused): Answer {
    fault.refuses?.(store, facts);
    return answerOf(refusalOf(documented(facts.operation), refusal), { shown: undefined }, samples, any);
  }

  function accept({ facts }: Accepted, incoming: Incoming): Answer {
    if (fault.crashes?.(facts) === true) return { status: 500, headers: { "content-type": "text/plain" }, body: "" };
    const accepted = acceptedBy(incoming);
    const operation = documented(facts.operation);
    return answerOf(
      successOf(operation),
      contentOf(resources.effect({ ...facts, operation }), incoming),
      samples,
      accepted,
    );
  }
}

const any = (): boolean => true;

function raise(id: string): never {
  throw new Error(`The document has no operation ${id}.`);
}

/** A read shows the same each time, whatever else an operation answers. */
function contentOf({ shown, location }: Effect, { method, target }: Incoming): Content {
  return {
    shown,
    ...(location !== undefined && { location }),
    ...((method === "GET" || method === "HEAD") && { name: target }),
  };
}

function operationFor({ route }: Matched, method: string): Operation | undefined {
  const find = (wanted: string): Operation | undefined =>
    route.operations.find((operation) => operation.method === wanted);
  return find(method) ?? (method === "HEAD" ? find("GET") : undefined);
}

function rawOf({ target, headers }: Incoming, { pieces }: Matched): Raw {
  const query = target.includes("?") ? target.slice(target.indexOf("?") + 1) : "";
  const cookies = (headers.get("cookie") ?? []).flatMap((line) => line.split(";").map((part) => pairOf(part.trim())));
  return {
    path: pieces,
    query: query
      .split("&")
      .filter((part) => part !== "")
      .map(pairOf),
    headers,
    cookies,
  };
}

/** Accept is looked at only where a 406 is documented (RFC 9110, section 12.4.1). */
function isAcceptable(operation: Operation, incoming: Incoming): boolean {
  if (!operation.responses.some(({ status }) => status === String(REFUSALS.notAcceptable[0]))) return true;
  const { response } = successOf(operation);
  const types = response?.content ?? [];
  return types.length === 0 || types.some(({ mediaType }) => acceptedBy(incoming)(mediaType));
}

function acceptedBy({ headers }: Incoming): (mediaType: string) => boolean {
  const ranges = (headers.get("accept") ?? [])
    .join(",")
    .split(",")
    .filter((range) => !/;\s*q=0(?:\.0*)?\s*$/.test(range))
    .map(essence)
    .filter((range) => range !== "");
  if (ranges.length === 0) return any;
  return (mediaType) => {
    const given = essence(mediaType);
    return ranges.some(
      (range) => range === "*/*" || range === given || (range.endsWith("/*") && given.startsWith(range.slice(0, -1))),
    );
  };
}
