import type { Operation, Parameter, ParameterLocation } from "../../model/model.ts";
import { literalText, splitTarget, templateSegments, type TemplatePiece } from "./path.ts";

/** What of an operation's requests is the same in all of them. */
export interface EncodePlan {
  /** Literals as they go over the wire; `names`: of the parameters in the segment, as messages have them. */
  readonly segments: readonly { readonly pieces: readonly TemplatePiece[]; readonly names: string }[];
  /** The query that stands in the path itself, as a piece. */
  readonly query: string;
  readonly places: Readonly<Record<ParameterLocation, Declared>>;
}

interface Declared {
  readonly parameters: readonly Parameter[];
  readonly names: ReadonlySet<string>;
}

const plans = new WeakMap<Operation, EncodePlan>();

/** Found once for each operation. */
export function planOf(operation: Operation): EncodePlan {
  const known = plans.get(operation);
  if (known !== undefined) return known;
  const { path, query } = splitTarget(operation.path);
  const plan: EncodePlan = {
    segments: templateSegments(path).map((template) => ({
      pieces: template.map((piece) => ("literal" in piece ? { literal: literalText(piece.literal) } : piece)),
      names: template.flatMap((piece) => ("parameter" in piece ? [piece.parameter] : [])).join(", "),
    })),
    query: query === undefined ? "" : `&${query}`,
    places: {
      path: declaredIn(operation, "path"),
      query: declaredIn(operation, "query"),
      querystring: declaredIn(operation, "querystring"),
      header: declaredIn(operation, "header"),
      cookie: declaredIn(operation, "cookie"),
    },
  };
  plans.set(operation, plan);
  return plan;
}

function declaredIn({ parameters }: Operation, place: ParameterLocation): Declared {
  return {
    parameters: parameters.filter((parameter) => parameter.in === place),
    names: new Set(parameters.filter((parameter) => isSamePlace(parameter.in, place)).map(({ name }) => name)),
  };
}

function isSamePlace(given: ParameterLocation, place: ParameterLocation): boolean {
  return given === place || (given === "querystring" && place === "query");
}
