import type { Model, Operation } from "../../../model/model.ts";
import { decodeText } from "./parameters.ts";

/** A path template of the document, with what can be done there. */
export interface Route {
  readonly template: string;
  readonly operations: readonly Operation[];
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export interface Matched {
  readonly route: Route;
  /** Percent-encoded pieces by parameter. */
  readonly pieces: ReadonlyMap<string, string>;
}

/** Concrete paths before templated ones (OAS 3.1, Paths Object). */
export function routesOf({ operations }: Pick<Model, "operations">): readonly Route[] {
  return [...Map.groupBy(operations, ({ path }) => path)]
    .map(([template, group]): Route => {
      const names = [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
      const literals = template.split(/\{[^{}]+\}/).map(escaped);
      return { template, operations: group, names, pattern: new RegExp(`^${literals.join("([^/]+)")}$`) };
    })
    .toSorted((a, b) => a.names.length - b.names.length);
}

export function match(routes: readonly Route[], path: string): Matched | undefined {
  for (const route of routes) {
    const found = route.pattern.exec(path) ?? route.pattern.exec(decodeText(path));
    if (found === null) continue;
    return { route, pieces: new Map(route.names.map((name, index) => [name, found[index + 1] ?? ""])) };
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
