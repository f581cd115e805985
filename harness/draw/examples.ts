import type { Json } from "../../model/json.ts";
import type { Example } from "../../model/model.ts";
import type { Covering } from "./coverage.ts";
import { bodyOf } from "./positive.ts";
import type { Repertoire } from "./repertoire.ts";
import { simplestOf } from "./simplest.ts";
import { randomFor } from "../random.ts";

/** The requests that the document itself gives: each example of a body or parameter, everything else at its simplest. */
export function examples({ drawing, valid: arbitrary }: Repertoire): readonly Covering[] {
  if (arbitrary === undefined) return [];
  const { operation } = drawing;
  const simplest = simplestOf(arbitrary, randomFor(operation.id));
  const bodies = (operation.requestBody?.content ?? []).flatMap((media) =>
    media.examples.map((example): Covering =>
      covering(example, { operation, values: { ...simplest, body: bodyOf(media, example.value) } }),
    ),
  );
  const parameters = operation.parameters.flatMap((parameter) => {
    const location = parameter.in;
    if (location === "querystring" || (location === "path" && drawing.link !== undefined)) return [];
    return parameter.examples.map((example): Covering => {
      const values: { readonly [name: string]: Json } = { ...simplest[location], [parameter.name]: example.value };
      return covering(example, { operation, values: { ...simplest, [location]: values } });
    });
  });
  return [...parameters, ...bodies];
}

function covering({ pointer }: Example, sent: Covering["case"]): Covering {
  return { label: `example ${pointer}`, case: sent };
}
