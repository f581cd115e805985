import { isJsonObject } from "../../model/json.ts";
import type { Operation } from "../../model/model.ts";
import type { Case } from "../case.ts";
import { conforms, undecided } from "../checks/check.ts";
import { draw } from "../draw/drawn.ts";
import { fixed } from "../draw/fixed.ts";
import { simplestOf } from "../draw/simplest.ts";
import { isAnswered, type Exchange } from "../exchange.ts";
import { fingerprint } from "../fingerprint.ts";
import type { Finding } from "../judge.ts";
import { randomFor } from "../random.ts";
import { fire, type Post } from "../run/fire.ts";
import type { Drawn, Session, Shown, Specimen } from "../run/session.ts";
import type { Outcome } from "../verdict.ts";
import { nextOf } from "./next.ts";
import type { Plot, StatefulCheck, Step, Story, Told } from "./story.ts";

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
    const next = nextOf(post.session, step, drawn, exchanges, changed);
    // The next step goes on from this page, and nothing comes between.
    if (isPage(step)) post.state.seeking = step.operation.id;
    const fired =
      next &&
      (await (next.place === undefined
        ? fire(post, next.drawn, "stateful")
        : fire(post, next.drawn, "stateful", next.place)));
    post.state.seeking = undefined;
    if (fired?.outcome !== "fired") break;
    exchanges.set(step.role, fired.exchange);
    if (!isAnswered(fired.exchange.answer)) break;
  }
  const last = [...exchanges.values()].at(-1);
  if (last === undefined) return undefined;
  const outcome = judgeStory(check, exchanges, changed, plot);
  return {
    findings: findingsOf(check, outcome, plot),
    exchange: last,
    story: [...exchanges],
    ...(outcome.outcome === "undecided" && { undecided: `${check.name}: ${outcome.reason}` }),
  };
}

function isPage({ sends }: Step): boolean {
  return sends === "page" || (typeof sends === "object" && "pageAfter" in sends);
}

function judgeStory(
  check: StatefulCheck,
  exchanges: ReadonlyMap<string, Exchange>,
  changed: ReadonlyMap<string, readonly string[]>,
  plot: Plot,
): Outcome {
  const next = plot[exchanges.size];
  const told = new Map<string, Told>();
  for (const [role, { case: sent, request, answer }] of exchanges) {
    if (!isAnswered(answer)) return undecided("a step was not answered");
    const others = changed.get(role);
    told.set(role, {
      operation: sent.operation,
      request,
      response: answer,
      ...(others !== undefined && { changed: others }),
    });
  }
  // Where no Location came, none was said to lead anywhere.
  if (next !== undefined && typeof next.sends === "object" && "location" in next.sends) return conforms;
  if (next !== undefined)
    return undecided(`the story did not come to its end: there was nothing to send for "${next.role}"`);
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
