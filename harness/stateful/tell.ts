import { isJsonObject, type Json } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { Case, ValueMap } from "../case.ts";
import { draw } from "../draw/drawn.ts";
import { fixed } from "../draw/fixed.ts";
import { linkedPath } from "../draw/positive.ts";
import { simplestOf } from "../draw/simplest.ts";
import { isAnswered, type Exchange } from "../exchange.ts";
import { fingerprint } from "../fingerprint.ts";
import type { Finding } from "../judge.ts";
import { randomFor } from "../random.ts";
import { fire, type Place, type Post } from "../run/fire.ts";
import type { Drawn, Session, Shown, Specimen } from "../run/session.ts";
import { headerValue } from "../state/expression.ts";
import type { Outcome } from "../verdict.ts";
import { matchPath, splitTarget } from "../wire/path.ts";
import { shownBy, type Plot, type StatefulCheck, type Step, type Story, type Told } from "./story.ts";

/** A plot with the cases that its drawn steps send. */
export interface Telling {
  readonly check: StatefulCheck;
  readonly plot: Plot;
  readonly drawn: ReadonlyMap<string, Drawn>;
  readonly path: string;
}

/** Draws what a plot's steps send; undefined where the document allows no such request. */
export function telling(
  session: Session,
  check: StatefulCheck,
  plot: Plot,
  unit: string,
  index: number,
): Telling | undefined {
  const drawn = new Map<string, Drawn>();
  for (const { role, operation, sends } of plot) {
    const repertoire = session.repertoires.get(operation.id);
    const random = randomFor(session.seed, unit, index, role);
    const valid = repertoire?.valid?.map((values): Case => ({ operation, values }));
    if (repertoire === undefined || valid === undefined) return undefined;
    if (sends === "valid") drawn.set(role, draw(valid, random, index));
    else if (sends === "rich") drawn.set(role, richest(Array.from({ length: RICH }, () => draw(valid, random, index))));
    else if (sends === "broken") {
      const broken = repertoire.broken[random.nextInt(0, Math.max(0, repertoire.broken.length - 1))];
      if (broken === undefined) return undefined;
      drawn.set(role, draw(broken.arbitrary, random, index));
    } else drawn.set(role, fixed(simplestOf(valid, random), String(index)));
  }
  return { check, plot, drawn, path: String(index) };
}

/** Draws of which the richest is taken. */
const RICH = 12;

function richest(drawn: readonly Drawn[]): Drawn {
  const [best] = drawn.toSorted((a, b) => richness(b.case) - richness(a.case));
  if (best === undefined) throw new Error("RICH is at least one.");
  return best;
}

/** Members of the body that are neither null nor empty. */
function richness({ values: { body } }: Case): number {
  const value = body !== undefined && "value" in body.content ? body.content.value : undefined;
  if (!isJsonObject(value)) return 0;
  return Object.values(value).filter((member) => member !== null && member !== "" && JSON.stringify(member) !== "{}")
    .length;
}

/** A story as a specimen: it is told anew for each candidate, and shrinks in the steps that were drawn. */
export function story(told: Telling): Specimen {
  return {
    path: told.path,
    show: (post) => tell(post, told),
    *shrinks() {
      for (const { role, sends } of told.plot) {
        if (sends !== "valid" && sends !== "rich" && sends !== "broken") continue;
        for (const smaller of told.drawn.get(role)?.shrinks() ?? []) {
          yield story({
            ...told,
            drawn: new Map(told.drawn).set(role, smaller),
            path: `${told.path}:${role}:${smaller.path}`,
          });
        }
      }
    },
  };
}

/** Sends the steps in order, all at the same resource, and judges the whole. Ends early where a step cannot be sent; undefined where nothing could. */
async function tell(post: Post, { check, plot, drawn }: Telling): Promise<Shown | undefined> {
  const exchanges = new Map<string, Exchange>();
  const changed = new Map<string, readonly string[]>();
  for (const step of plot) {
    const next = await nextOf(post.session, step, drawn, exchanges, changed);
    const fired =
      next &&
      (await (next.place === undefined
        ? fire(post, next.drawn, "stateful")
        : fire(post, next.drawn, "stateful", next.place)));
    if (fired?.outcome !== "fired") break;
    exchanges.set(step.role, fired.exchange);
    if (!isAnswered(fired.exchange.answer)) break;
  }
  const last = [...exchanges.values()].at(-1);
  if (last === undefined) return undefined;
  const findings = findingsOf(check, judgeStory(check, exchanges, changed, plot), plot);
  return { findings, exchange: last, story: [...exchanges] };
}

function judgeStory(
  check: StatefulCheck,
  exchanges: ReadonlyMap<string, Exchange>,
  changed: ReadonlyMap<string, readonly string[]>,
  plot: Plot,
): Outcome {
  if (exchanges.size < plot.length) return { outcome: "undecided", reason: "the story did not come to its end" };
  const told = new Map<string, Told>();
  for (const [role, { case: sent, request, answer }] of exchanges) {
    if (!isAnswered(answer)) return { outcome: "undecided", reason: "a step was not answered" };
    const others = changed.get(role);
    told.set(role, {
      operation: sent.operation,
      request,
      response: answer,
      ...(others !== undefined && { changed: others }),
    });
  }
  return check.judge(told satisfies Story);
}

export function findingsOf(
  check: StatefulCheck,
  outcome: Outcome,
  plot: readonly { readonly operation: Operation }[],
): readonly Finding[] {
  const focus = plot.find(({ operation }) => operation.method !== "GET")?.operation ?? plot[0]?.operation;
  if (outcome.outcome !== "violates" || focus === undefined) return [];
  return outcome.deviations.map((deviation) => ({
    id: fingerprint(check.name, focus.id, deviation),
    check: check.name,
    operation: focus.id,
    ...deviation,
  }));
}

interface Next {
  readonly drawn: Drawn;
  readonly place?: Place | undefined;
}

async function nextOf(
  session: Session,
  step: Step,
  drawn: ReadonlyMap<string, Drawn>,
  exchanges: ReadonlyMap<string, Exchange>,
  changed: Map<string, readonly string[]>,
): Promise<Next | undefined> {
  const { role, operation, sends } = step;
  const own = drawn.get(role);
  const [first] = exchanges.values();
  if (own === undefined) return undefined;
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
    const removing = earlier && removal(earlier.case, sends.by, Number.parseInt(own.path, 10));
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

/** The case with one member of its body alone, given as the removing value: text as such, the texts of a map each. Undefined where there is no such member. */
function removal(given: Case, by: Json, index: number): Case | undefined {
  const { body } = given.values;
  if (body === undefined || !("value" in body.content) || !isJsonObject(body.content.value)) return undefined;
  const removable = Object.entries(body.content.value).flatMap(([name, value]): [string, Json][] => {
    if (typeof value === "string" && value !== "") return [[name, by]];
    if (!isJsonObject(value)) return [];
    const texts = Object.entries(value).filter(([, inner]) => typeof inner === "string" && inner !== "");
    return texts.length === 0 ? [] : [[name, Object.fromEntries(texts.map(([key]) => [key, by]))]];
  });
  const chosen = removable[index % Math.max(1, removable.length)];
  return (
    chosen && {
      ...given,
      values: { ...given.values, body: { ...body, content: { value: Object.fromEntries([chosen]) } } },
    }
  );
}

/** Another value of the same type. */
function other(value: Json): Json {
  if (typeof value === "string") return `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return value;
}
