import type { Label, Operation } from "./operation.ts";
import { Refusal } from "./refusals.ts";

/** The operations of one path, in the order that `Allow` tells them, and where its labels stand. */
interface Resource {
  readonly segments: readonly string[];
  readonly labels: readonly (readonly [name: Label, index: number])[];
  readonly operations: readonly Operation[];
}

export interface Found {
  readonly operation: Operation;
  /** Percent-decoded once; a label that the path does not have is "". */
  readonly labels: Readonly<Record<Label, string>>;
}

const METHODS = ["GET", "POST", "PATCH", "DELETE"];
const NO_LABELS = { apiId: "", routeId: "", routeResponseId: "", modelId: "", requestParameterKey: "" };

/**
 * Finds the operation of a method and a path as it was sent. Smithy restJson1: a path that no operation has, and an
 * empty label, is 404; another method on a known path is 405 (RFC 9110, 15.5.6: with Allow).
 */
export function router(operations: readonly Operation[]): (method: string, path: string) => Found {
  const resources = Array.from(Map.groupBy(operations, ({ path }) => path).values(), resourceOf);
  return (method, path) => {
    const sent = path.split("/");
    const resource = resources.find(({ segments }) => matches(segments, sent));
    if (resource === undefined) throw new Refusal("UnknownOperationException", "No operation has this path");
    const operation = resource.operations.find((one) => one.method === method);
    if (operation === undefined) throw unknownMethod(resource);
    const labels = { ...NO_LABELS };
    for (const [name, index] of resource.labels) labels[name] = decoded(sent[index] ?? "");
    return { operation, labels };
  };
}

function resourceOf(operations: readonly Operation[]): Resource {
  const segments = operations[0]?.path.split("/") ?? [];
  return {
    segments,
    labels: segments.flatMap((segment, index) => {
      const name = segment.slice(1);
      return isLabel(name) ? [[name, index] as const] : [];
    }),
    operations: operations.toSorted((a, b) => METHODS.indexOf(a.method) - METHODS.indexOf(b.method)),
  };
}

const isLabel = (name: string): name is Label => Object.hasOwn(NO_LABELS, name);

const matches = (template: readonly string[], sent: readonly string[]): boolean =>
  template.length === sent.length &&
  template.every((segment, index) => (segment.startsWith(":") ? sent[index] !== "" : sent[index] === segment));

/** A label that does not decode stands for itself: no resource has such an identifier. */
function decoded(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

function unknownMethod({ operations }: Resource): Refusal {
  const allow = operations.map(({ method }) => method).join(", ");
  return new Refusal("MethodNotAllowedException", `This path knows ${allow}`, { headers: { allow } });
}
