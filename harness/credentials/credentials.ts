import type { Operation, SecurityRequirement, SecurityScheme } from "../../model/model.ts";
import type { HeaderLine, WireRequest } from "../../runtime/wire.ts";
import { date } from "../clock.ts";
import { choose, secretsOf, written, wrong, type Choice } from "./choice.ts";
import { schemesOf, type BrokenManner, type Manner } from "./manner.ts";
import { headerName, placed } from "./place.ts";
import { malformedFor, placeholderFor } from "./placeholders.ts";
import { isSensitive } from "./sensitive.ts";
import { signed } from "./sigv4.ts";

/** What a run puts into its requests beside what it draws: credentials, and the header lines that its user wants in all of them. */
export interface Credentials {
  /** Whether it was given any; without them it sends placeholders. */
  readonly given: boolean;
  /** The request as it is to be sent. */
  apply(operation: Operation, request: WireRequest, manner: Manner): Applied | Promise<Applied>;
  /** The ways in which the operation's credentials can be broken. */
  breakable(operation: Operation): readonly BrokenManner[];
  /** The operations that ask for credentials which a run that was given others does not have: they get placeholders. */
  readonly lacking: readonly Operation[];
  /** Where secrets may stand in what is sent: names of header lines, lower case, and of query parameters. */
  readonly places: Places;
  /** Texts that may be written nowhere. There are more when a token was fetched. */
  secrets(): readonly string[];
}

export interface Places {
  readonly headers: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
  /** What may stand there and is no secret: the placeholders. */
  readonly harmless: ReadonlySet<string>;
}

export type Applied =
  | {
      readonly outcome: "applied";
      readonly request: WireRequest;
      /** To be asked after a 401: whether other credentials are there now, with which the request may be sent again. */
      readonly renewed: () => Promise<boolean>;
    }
  /** A command or a token endpoint gave none. */
  | { readonly outcome: "failed"; readonly reason: string };

export interface CredentialsOptions {
  readonly operations: readonly Operation[];
  readonly choices: readonly Choice[];
  /** Lines for every request. One that stands in a credential's place is a credential: it is left out where that is broken. */
  readonly headers: readonly HeaderLine[];
  /** What is signed is the whole target, at this host. */
  readonly baseUrl: string;
}

/** The credentials of a run, chosen once: what was given for a scheme, else a placeholder. */
export function credentials({ operations, choices, headers, baseUrl }: CredentialsOptions): Credentials {
  const schemes = schemesOf(operations);
  const lines = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const owned = new Set(lines.map(([name]) => name));
  const chosen = (scheme: SecurityScheme): Choice | undefined => choose(choices, scheme, schemes);
  const others = (operation: Operation): readonly SecurityScheme[] => swappable(operation, schemes, chosen);

  const planned = (operation: Operation, manner: Manner): Plan => {
    const proper = manner === "given" || manner === "placeholder";
    const wanted =
      manner === "none" ? [] : manner === "swapped" ? others(operation).slice(0, 1) : schemesFor(operation, chosen);
    return {
      lines: proper ? lines : lines.filter(([name]) => !isPlaceOf(operation, name)),
      // A signature is over everything else, so it comes last.
      steps: wanted
        .toSorted((a, b) => Number(isSigned(a)) - Number(isSigned(b)))
        .filter((scheme) => !proper || !owned.has(headerName(scheme)))
        .flatMap((scheme) => stepOf(scheme, chosen(scheme), manner)),
    };
  };
  const plans = new WeakMap<Operation, Map<Manner, Plan>>();
  const planOf = (operation: Operation, manner: Manner): Plan => {
    const known = plans.get(operation) ?? new Map<Manner, Plan>();
    plans.set(operation, known);
    const plan = known.get(manner) ?? planned(operation, manner);
    known.set(manner, plan);
    return plan;
  };

  const apply = (operation: Operation, request: WireRequest, manner: Manner): Applied | Promise<Applied> => {
    const plan = planOf(operation, manner);
    let whole = withLines(request, plan.lines);
    for (const [index, step] of plan.steps.entries()) {
      if ("choice" in step) return writeAll(plan.steps.slice(index), whole, manner, baseUrl);
      whole = placed(step.scheme, step.text, whole);
    }
    return { outcome: "applied", request: whole, renewed: never };
  };

  return {
    given: choices.length > 0,
    apply,
    breakable: (operation) => [
      ...breakableForm(operation),
      ...(schemesFor(operation, chosen).some((scheme) => chosen(scheme) !== undefined) ? (["wrong"] as const) : []),
      ...(others(operation).length > 0 ? (["swapped"] as const) : []),
    ],
    lacking: operations.filter(
      ({ security }) =>
        choices.length > 0 &&
        security.length > 0 &&
        !security.some((requirement) => schemesIn(requirement).every((scheme) => chosen(scheme) !== undefined)),
    ),
    places: placesOf(schemes, lines, choices.length > 0),
    secrets: () => [
      ...choices.flatMap(secretsOf),
      ...lines.filter(([name]) => isSensitive(name)).map(([, value]) => value),
    ],
  };
}

/** Placeholders, and nothing else. */
export const placeholders: Credentials = credentials({ operations: [], choices: [], headers: [], baseUrl: "" });

/** Missing everywhere, malformed where a form can be broken; neither where a request may go without, or a client's certificate may stand for them. */
export function breakableForm(operation: Operation): readonly BrokenManner[] {
  const { security } = operation;
  const asked = security.every(
    ({ schemes }) => schemes.length > 0 && schemes.every(({ scheme }) => scheme.type !== "mutualTLS"),
  );
  if (security.length === 0 || !asked) return [];
  const formed = schemesFor(operation, () => undefined).some((scheme) => malformedFor(scheme) !== undefined);
  return formed ? ["none", "malformed"] : ["none"];
}

/** What is written into each request of an operation, in a manner. */
interface Plan {
  readonly lines: readonly HeaderLine[];
  readonly steps: readonly Step[];
}

/** One scheme's credential: always the same text, or what a choice gives each time. */
type Step = { readonly scheme: SecurityScheme } & ({ readonly text: string } | { readonly choice: Choice });

/** None where nothing can be written. */
function stepOf(scheme: SecurityScheme, choice: Choice | undefined, manner: Manner): readonly Step[] {
  const broken = manner === "malformed" ? malformedFor(scheme) : undefined;
  const text = broken ?? (choice === undefined ? placeholderFor(scheme) : undefined);
  if (text !== undefined) return [{ scheme, text }];
  return choice === undefined ? [] : [{ scheme, choice }];
}

const never = (): Promise<boolean> => Promise.resolve(false);

async function writeAll(
  steps: readonly Step[],
  request: WireRequest,
  manner: Manner,
  baseUrl: string,
): Promise<Applied> {
  const renewals: (() => Promise<boolean>)[] = [];
  let whole = request;
  for (const step of steps) {
    if ("text" in step) whole = placed(step.scheme, step.text, whole);
    else {
      const result = await write(step, whole, manner, baseUrl);
      if (result.outcome === "failed") return result;
      whole = result.request;
      renewals.push(result.renewed);
    }
  }
  const renewed = async (): Promise<boolean> =>
    (await Promise.all(renewals.map((renew) => renew()))).some((isNew) => isNew);
  return { outcome: "applied", request: whole, renewed };
}

async function write(
  { scheme, choice }: Extract<Step, { readonly choice: Choice }>,
  request: WireRequest,
  manner: Manner,
  baseUrl: string,
): Promise<Applied> {
  if (choice.kind === "sigv4") {
    const secret = manner === "wrong" ? { secretAccessKey: "placeholder" } : {};
    const whole = signedWhole(request, baseUrl, { ...choice.signer, ...secret });
    return { outcome: "applied", request: whole, renewed: never };
  }
  const read = await choice.held.current();
  if (read.outcome === "failed") return read;
  const text = manner === "wrong" ? wrong(choice.kind, read.text, scheme) : written(choice.kind, read.text, scheme);
  return {
    outcome: "applied",
    request: placed(scheme, text, request),
    renewed: () => (manner === "given" ? choice.held.renewed(read.text) : never()),
  };
}

/** Signs what will be sent: the target behind the base URL's path. */
function signedWhole(request: WireRequest, baseUrl: string, signer: Parameters<typeof signed>[2]): WireRequest {
  const [, prefix = ""] = /^https?:\/\/[^/?#]*([^?#]*)/i.exec(baseUrl) ?? [];
  const target = prefix.replace(/\/$/, "") + request.target;
  return { ...signed({ ...request, target }, new URL(baseUrl).host, signer, date()), target: request.target };
}

type Chosen = (scheme: SecurityScheme) => Choice | undefined;

/** The schemes of the alternative to use: the first for which everything was given, else for which something was, else that can be written at all. */
function schemesFor({ security }: Operation, chosen: Chosen): readonly SecurityScheme[] {
  const alternatives = security.map((requirement) => schemesIn(requirement));
  const isGiven = (scheme: SecurityScheme): boolean => chosen(scheme) !== undefined;
  return (
    alternatives.find((schemes) => schemes.length > 0 && schemes.every(isGiven)) ??
    alternatives.find((schemes) => schemes.some(isGiven)) ??
    alternatives.find((schemes) => schemes.every(({ type }) => type !== "mutualTLS")) ??
    []
  );
}

function schemesIn({ schemes }: SecurityRequirement): readonly SecurityScheme[] {
  return schemes.map(({ scheme }) => scheme);
}

/** Schemes with credentials of their own that the operation does not take. */
function swappable(
  operation: Operation,
  schemes: readonly SecurityScheme[],
  chosen: Chosen,
): readonly SecurityScheme[] {
  if (breakableForm(operation).length === 0) return [];
  const own = operation.security.flatMap(schemesIn);
  const used = new Set(own.map(chosen));
  return schemes.filter((scheme) => {
    const choice = chosen(scheme);
    return choice !== undefined && !used.has(choice) && !own.some(({ name }) => name === scheme.name);
  });
}

function isSigned(scheme: SecurityScheme): boolean {
  return scheme.type === "apiKey" && scheme.sigv4;
}

function isPlaceOf({ security }: Operation, name: string): boolean {
  return security.flatMap(schemesIn).some((scheme) => headerName(scheme) === name);
}

/** A line of the user's takes the place of those of its name. */
function withLines(request: WireRequest, lines: readonly HeaderLine[]): WireRequest {
  if (lines.length === 0) return request;
  const names = new Set(lines.map(([name]) => name));
  return { ...request, headers: [...request.headers.filter(([name]) => !names.has(name.toLowerCase())), ...lines] };
}

function placesOf(schemes: readonly SecurityScheme[], lines: readonly HeaderLine[], given: boolean): Places {
  const own = lines.map(([name]) => name).filter(isSensitive);
  const keys = schemes.flatMap((scheme) =>
    scheme.type === "apiKey" && scheme.in === "query" ? [scheme.parameter] : [],
  );
  const harmless = schemes.flatMap((scheme) => [placeholderFor(scheme) ?? "", malformedFor(scheme) ?? ""]);
  return {
    headers: new Set(
      given ? ["authorization", "proxy-authorization", "cookie", ...schemes.map(headerName), ...own] : own,
    ),
    query: new Set(given ? keys : []),
    harmless: new Set(harmless),
  };
}
