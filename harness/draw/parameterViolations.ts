import fc from "fast-check";
import type { Json } from "../../model/json.ts";
import type { Parameter, ParameterLocation } from "../../model/model.ts";
import type { Values } from "../case.ts";
import { classify, type Schemas } from "../wire/classify.ts";
import { takesNames } from "../wire/decodeQuery.ts";
import { encode } from "../wire/encode.ts";
import { isOftenEnough } from "./often.ts";
import { drawnParameters, linkedPath, type Drawing } from "./positive.ts";
import type { Breaking } from "./violations.ts";

const LOCATIONS = ["path", "query", "header", "cookie"] as const satisfies readonly ParameterLocation[];

/** Every value that is invalid in whatever way its text is read (law 1): `?n=1` is no violation of `type: string`. */
export function parameterViolations(
  drawing: Drawing,
  base: fc.Arbitrary<Values>,
  schemas: Schemas,
): readonly Breaking[] {
  return LOCATIONS.flatMap((location) =>
    drawnParameters(drawing.operation, location).flatMap((parameter) =>
      wrongValues(drawing, parameter, location, base, schemas),
    ),
  );
}

function wrongValues(
  drawing: Drawing,
  parameter: Parameter,
  location: (typeof LOCATIONS)[number],
  base: fc.Arbitrary<Values>,
  schemas: Schemas,
): readonly Breaking[] {
  const at = `${parameter.in}.${parameter.name}`;
  const breaks = breaking(drawing, parameter, location, schemas);
  const shared = sharesTheQuery(drawing, parameter);
  return drawing.engine
    .negate(parameter.schema, drawing.options)
    .filter(({ arbitrary }) => isOftenEnough(arbitrary, breaks))
    .flatMap(({ keyword, instance, schema, arbitrary }): readonly Breaking[] => {
      const whole = fc
        .tuple(base, arbitrary.filter(breaks))
        .map(([values, value]) => ({ ...values, [location]: { ...values[location], [parameter.name]: value } }));
      const all = shared ? onlyBroken(drawing, whole, schemas) : whole;
      const violation = { name: keyword, at: at + (instance === "" ? "" : `#${instance}`), pointer: schema };
      return all === undefined ? [] : [[violation, all]];
    });
}

/** Whether unknown names in the query may belong to another parameter than this one. */
function sharesTheQuery({ operation }: Drawing, { name, in: place }: Parameter): boolean {
  const isRival = (other: Parameter): boolean => other.in === "query" && other.name !== name && takesNames(other);
  return place === "query" && operation.parameters.some(isRival);
}

/** Values whose parameters are invalid all together, whatever the path; undefined where they seldom are. */
function onlyBroken(
  { operation }: Drawing,
  values: fc.Arbitrary<Values>,
  schemas: Schemas,
): fc.Arbitrary<Values> | undefined {
  const { requestBody: _, ...rest } = operation;
  const open = {
    ...rest,
    path: "/",
    parameters: operation.parameters.filter((each) => each.in !== "path"),
    security: [],
  };
  const isBroken = ({ query, header, cookie }: Values): boolean => {
    const encoded = encode(open, { path: {}, query, header, cookie });
    return encoded.outcome === "encoded" && classify(open, encoded.request, schemas).kind === "invalid";
  };
  return isOftenEnough(values, isBroken) ? values.filter(isBroken) : undefined;
}

/** Whether a value of the parameter is invalid on the wire: encodes it alone and reads it back by the document. */
function breaking(
  drawing: Drawing,
  parameter: Parameter,
  location: (typeof LOCATIONS)[number],
  schemas: Schemas,
): (value: Json) => boolean {
  const { operation, link } = drawing;
  const others = drawnParameters(operation, "path").map(({ name }) => [name, "x"]);
  const path = link === undefined ? Object.fromEntries(others) : linkedPath(drawing, link);
  const none: Values = { path, query: {}, header: {}, cookie: {} };
  const at = `${parameter.in}.${parameter.name}`;
  return (value) => {
    const encoded = encode(operation, { ...none, [location]: { ...none[location], [parameter.name]: value } });
    if (encoded.outcome === "unencodable") return false;
    const read = classify(operation, encoded.request, schemas);
    return read.kind === "invalid" && read.failures.some((failure) => failure.at === at);
  };
}
