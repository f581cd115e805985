import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { templateSegments } from "../wire/path.ts";
import type { Oddity } from "./oddity.ts";

/** The methods that a path may lack (RFC 9110, section 9; RFC 5789). HEAD and OPTIONS are the server's own, CONNECT is for proxies. */
const METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE"] as const;
/** A body has no meaning in these (RFC 9110, section 9.3). */
const WITHOUT_BODY = new Set(["GET", "DELETE", "TRACE"]);

/** Each method that no path of the document has which fits the same targets; told by the first operation of the path, once. */
export function methods(operation: Operation, operations: readonly Operation[]): readonly Oddity[] {
  if (operations.find(({ path }) => path === operation.path)?.id !== operation.id) return [];
  const documented = new Set(
    operations.filter(({ path }) => overlap(path, operation.path)).map(({ method }) => method),
  );
  return METHODS.filter((method) => !documented.has(method)).map((method) => ({
    name: "method",
    at: `method ${method}`,
    pointer: operation.pointer,
    change: (values) => withMethod(values, method),
  }));
}

function withMethod({ body, ...values }: Values, method: string): Values {
  const kept = body === undefined || WITHOUT_BODY.has(method) ? values : { ...values, body };
  return { ...kept, wire: { ...values.wire, method } };
}

/** Whether some target may be of both paths. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [templateSegments(one), templateSegments(other)];
  return (
    a.length === b.length &&
    a.every(
      (segment, index) => isOpen(segment) || isOpen(b[index] ?? []) || literal(segment) === literal(b[index] ?? []),
    )
  );
}

type Segment = ReturnType<typeof templateSegments>[number];

function isOpen(segment: Segment): boolean {
  return segment.some((piece) => "parameter" in piece);
}

function literal(segment: Segment): string {
  return segment.map((piece) => ("literal" in piece ? piece.literal : "")).join("");
}
