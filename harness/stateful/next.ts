import { isJsonObject, type Json } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { Case, ValueMap } from "../case.ts";
import { fixed } from "../draw/fixed.ts";
import { linkedPath } from "../draw/positive.ts";
import { isAnswered, type Exchange } from "../exchange.ts";
import type { Place } from "../run/fire.ts";
import type { Drawn, Session } from "../run/session.ts";
import { evaluate, headerValue } from "../state/expression.ts";
import { feedOf } from "../state/feeds.ts";
import { pagingOf } from "../state/pages.ts";
import { sourceToken } from "../state/slots.ts";
import { matchPath, splitTarget } from "../wire/path.ts";
import { shownBy, type Step } from "./story.ts";

/** What a step sends, and where. */
export interface Next {
  readonly drawn: Drawn;
  readonly place?: Place | undefined;
}

/** The request of a step, from what was drawn for it and from the steps before; undefined where these do not allow it. */
export function nextOf(
  session: Session,
  step: Step,
  drawn: ReadonlyMap<string, Drawn>,
  exchanges: ReadonlyMap<string, Exchange>,
  changed: Map<string, readonly string[]>,
): Next | undefined {
  const { role, operation, sends } = step;
  const own = drawn.get(role);
  const [first] = exchanges.values();
  if (own === undefined) return undefined;
  if (sends === "page") return pageOf(session, own);
  if (typeof sends === "object" && "pageAfter" in sends) {
    const earlier = exchanges.get(sends.pageAfter);
    return earlier && pageOf(session, own, earlier);
  }
  if (typeof sends === "string")
    return first === undefined ? { drawn: own } : { drawn: own, place: placeOf(first, operation) };
  if ("as" in sends) {
    const earlier = exchanges.get(sends.as);
    return earlier && { drawn: fixed(earlier.case, own.path), place: placeOf(earlier, operation) };
  }
  if ("follows" in sends) {
    const earlier = exchanges.get(sends.follows);
    return earlier && following(session, earlier, operation, own);
  }
  if ("removing" in sends) {
    const earlier = exchanges.get(sends.removing);
    const removing = earlier && removal(session, earlier.case, sends.by, Number.parseInt(own.path, 10));
    return removing && { drawn: fixed(removing, own.path), place: placeOf(earlier, operation) };
  }
  if ("location" in sends) return atLocation(session, exchanges.get(sends.location), own);
  const before = exchanges.get(sends.of);
  if (before === undefined || first === undefined) return undefined;
  const altered = withChanges(own.case, sends.changing, before);
  changed.set(role, altered.changed);
  return { drawn: fixed(altered.case, own.path), place: placeOf(first, operation) };
}

/** The path of an exchange, for an operation whose path has the same parameters, in the symbols of the log. */
function placeOf(
  { case: { operation: other }, symbolic, bindings }: Exchange,
  operation: Operation,
): Place | undefined {
  const found = matchPath(other.path, symbolic.target);
  const names = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  if (found === undefined || names.some((name) => !found.has(name))) return undefined;
  return { path: Object.fromEntries(names.map((name) => [name, found.get(name) ?? ""])), bindings };
}

/** What an exchange names by its path; else what a link leads to from it, which is the newest of its kind. */
function following(session: Session, earlier: Exchange, operation: Operation, own: Drawn): Next {
  const place = placeOf(earlier, operation);
  if (place !== undefined) return { drawn: own, place };
  const link = session.links.get(operation.id)?.find(({ from }) => from.id === earlier.case.operation.id);
  const drawing = session.repertoires.get(operation.id)?.drawing;
  if (link === undefined || drawing === undefined) return { drawn: own };
  const path: ValueMap = linkedPath(drawing, link);
  return { drawn: fixed({ ...own.case, values: { ...own.case.values, path } }, own.path) };
}

/** The smallest page, from where the list's last answer says that it goes on; after an earlier page: if that says so. */
function pageOf({ model, repertoires }: Session, own: Drawn, earlier?: Exchange): Next | undefined {
  const { operation, values } = own.case;
  const drawing = repertoires.get(operation.id)?.drawing;
  const paging = drawing && pagingOf(drawing, model.operations);
  const feed = feedOf(operation, model.resolve);
  if (paging === undefined || feed === undefined) return undefined;
  const { path } = operation;
  const goesOn = (answer: Exchange["answer"], { request }: Exchange): boolean =>
    isAnswered(answer) && typeof evaluate(feed.source.value, { path, request, response: answer }) === "string";
  if (earlier !== undefined && !goesOn(earlier.answer, earlier)) return undefined;
  const query = { ...values.query, ...paging.query, [feed.parameter]: sourceToken(feed.source) };
  const drawn = fixed({ ...own.case, values: { ...values, query } }, own.path);
  return { drawn, place: earlier && placeOf(earlier, operation) };
}

function atLocation(session: Session, created: Exchange | undefined, own: Drawn): Next | undefined {
  const location = created && isAnswered(created.answer) ? headerValue(created.answer.headers, "location") : undefined;
  if (created === undefined || location === undefined || !URL.canParse(location, session.target.baseUrl))
    return undefined;
  const base = new URL(session.target.baseUrl);
  const url = new URL(location, `${session.target.baseUrl}${created.request.target}`);
  const prefix = base.pathname.replace(/\/$/, "");
  if (url.origin !== base.origin || !url.pathname.startsWith(prefix)) return undefined;
  const target = splitTarget(url.pathname.slice(prefix.length)).path;
  for (const operation of session.model.operations.filter(({ method }) => method === "GET")) {
    const path = matchPath(operation.path, target);
    if (path === undefined) continue;
    const values =
      session.repertoires.get(operation.id)?.valid === undefined
        ? own.case.values
        : { ...own.case.values, query: {}, header: {}, cookie: {} };
    const { body: _, ...bodiless } = values;
    return { drawn: fixed({ operation, values: { ...bodiless, path: Object.fromEntries(path) } }, own.path) };
  }
  return undefined;
}

/** The case with other values than an exchange showed for some members; only those that it showed can be changed. */
function withChanges(
  given: Case,
  names: readonly string[],
  before: Exchange,
): { readonly case: Case; readonly changed: readonly string[] } {
  const content = given.values.body?.content;
  const shown = isAnswered(before.answer)
    ? shownBy({ operation: before.case.operation, request: before.request, response: before.answer })
    : undefined;
  const { body } = given.values;
  if (
    shown === undefined ||
    body === undefined ||
    content === undefined ||
    !("value" in content) ||
    !isJsonObject(content.value)
  )
    return { case: given, changed: [] };
  const others = names
    .filter((name) => Object.hasOwn(shown, name))
    .map((name): [string, Json] => [name, other(shown[name] ?? null)]);
  const value = Object.fromEntries([...Object.entries(content.value), ...others]);
  return {
    case: { ...given, values: { ...given.values, body: { ...body, content: { value } } } },
    changed: others.map(([name]) => name),
  };
}

/**
 * The case with one member of its body alone, given as the removing value: text as such, the texts of a map each. Undefined where the schema lets no member
 * be removed so.
 */
function removal({ repertoires }: Session, given: Case, by: Json, index: number): Case | undefined {
  const { operation } = given;
  const { body } = given.values;
  if (body === undefined || !("value" in body.content) || !isJsonObject(body.content.value)) return undefined;
  const schema = operation.requestBody?.content.find(({ mediaType }) => mediaType === body.mediaType)?.schema;
  const engine = repertoires.get(operation.id)?.drawing.engine;
  if (schema === undefined || engine === undefined) return undefined;
  const removable = Object.entries(body.content.value).flatMap(([name, value]): [string, Json][] => {
    if (typeof value === "string" && value !== "") return [[name, by]];
    if (!isJsonObject(value)) return [];
    const texts = Object.entries(value).filter(([, inner]) => typeof inner === "string" && inner !== "");
    return texts.length === 0 ? [] : [[name, Object.fromEntries(texts.map(([key]) => [key, by]))]];
  });
  const allowed = removable.filter(
    (member) => engine.validate(schema, Object.fromEntries([member]), { view: "request" }).length === 0,
  );
  const chosen = allowed[index % Math.max(1, allowed.length)];
  return (
    chosen && {
      ...given,
      values: { ...given.values, body: { ...body, content: { value: Object.fromEntries([chosen]) } } },
    }
  );
}

/** Another value of the same type. */
function other(value: Json): Json {
  // The last digit: another date is a date still, another id of the same form.
  if (typeof value === "string" && /\d/.test(value))
    return value.replace(/\d(?=\D*$)/, (digit) => (digit === "0" ? "1" : "0"));
  if (typeof value === "string") return `${value.slice(0, -1)}0`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return value;
}
