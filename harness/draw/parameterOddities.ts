import type { Operation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { withLine } from "./contentTypes.ts";
import type { Oddity } from "./oddity.ts";
import { drawnParameters } from "./positive.ts";

/** Required parameters that are not there, parameters that are there twice, and such as the document does not have. */
export function parameterOddities(operation: Operation): readonly Oddity[] {
  return [...missing(operation), ...repeated(operation), ...unknown(operation)];
}

/** A missing array may be an empty one (RFC 6570, section 2.3): the judge says. */
function missing(operation: Operation): readonly Oddity[] {
  return (["query", "header", "cookie"] as const).flatMap((location) =>
    drawnParameters(operation, location)
      .filter(({ required }) => required)
      .map(({ in: place, name, pointer }) => ({
        name: "required",
        at: `${place}.${name}`,
        pointer: `${pointer}/required`,
        change: (values) => ({ ...values, [location]: without(values[location], name) }),
      })),
  );
}

function without<T>(map: { readonly [name: string]: T }, name: string): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

function repeated(operation: Operation): readonly Oddity[] {
  const twice = (at: string, pointer: string, change: (values: Values) => Values): Oddity => ({
    name: "repeated",
    at,
    pointer,
    change,
  });
  return [
    ...drawnParameters(operation, "query").map(({ name, pointer }) =>
      twice(`query.${name}`, pointer, withPieces(`${encodeURIComponent(name)}=1`, `${encodeURIComponent(name)}=2`)),
    ),
    ...drawnParameters(operation, "header").map(({ name, pointer }) =>
      twice(`header.${name}`, pointer, (values) => withLine([name, "2"])(withLine([name, "1"])(values))),
    ),
    ...drawnParameters(operation, "cookie").map(({ name, pointer }) =>
      twice(
        `cookie.${name}`,
        pointer,
        withLine(["cookie", `${encodeURIComponent(name)}=1; ${encodeURIComponent(name)}=2`]),
      ),
    ),
  ];
}

/** Names that nothing knows, and names that objects are born with. */
function unknown({ pointer }: Operation): readonly Oddity[] {
  const oddity = (name: string, at: string, change: (values: Values) => Values): Oddity => ({
    name,
    at,
    pointer,
    change,
  });
  return [
    oddity("unknown", "query", withPieces("covenant=1")),
    oddity("nested", "query", withPieces("covenant[a][]=1", "covenant[a][b]=2")),
    oddity("prototype", "query", withPieces("__proto__[covenant]=1", "constructor=1")),
    oddity("nul", "query", withPieces("covenant=%00")),
    oddity("brokenEscape", "query", withPieces("covenant=%zz")),
    oddity("onlyDelimiters", "query", withPieces("", "&=&")),
    oddity("unknown", "header", withLine(["x-covenant-unknown", "1"])),
    oddity("unknown", "cookie", withLine(["cookie", "covenant=1"])),
    oddity("malformed", "cookie", withLine(["cookie", ";=;covenant"])),
  ];
}

function withPieces(...pieces: readonly string[]): (values: Values) => Values {
  return (values) => ({ ...values, wire: { ...values.wire, query: [...(values.wire?.query ?? []), ...pieces] } });
}
