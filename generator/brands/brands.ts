import type { Model, Operation, Parameter, Schema } from "../../model/model.ts";
import { literal } from "../literal.ts";
import type { Resolve } from "../schema.ts";
import { withTemplateParameters } from "../translate/templateParameters.ts";
import { type IdType, idType } from "./idType.ts";
import { type MemberBrand, memberBrands } from "./members.ts";
import { brandName } from "./names.ts";

/** The types of ids: which there are, and who has one. */
export interface Brands {
  /** What ids of each brand are, by its name, sorted. */
  readonly bases: ReadonlyMap<string, IdType["base"]>;
  /** The brand of an operation's path parameter. */
  readonly ofParameter: (operation: Operation, parameter: Parameter) => string | undefined;
  /** The brand of a member, by the schema that declares it. */
  readonly ofMember: (owner: Schema, name: string) => MemberBrand | undefined;
}

export const NO_BRANDS: Brands = { bases: new Map(), ofParameter: () => undefined, ofMember: () => undefined };

/**
 * A brand for every path parameter that is a plain string or number, and for the members of answers that links carry into one. What would be a string
 * here and a number there is no brand; a member that links carry into two has none.
 */
export function brandsOf(model: Model): Brands {
  const { resolve } = model;
  const bases = basesOf(model);
  const ofParameter: Brands["ofParameter"] = (operation, parameter) => {
    const brand = parameterBrand(operation, parameter, resolve);
    return brand !== undefined && bases.get(brand.name) === brand.base ? brand.name : undefined;
  };
  const members = memberBrands(model, bases, (operation) => {
    const { parameters } = withTemplateParameters(operation);
    return new Map(
      parameters.flatMap((parameter) => {
        const brand = ofParameter(operation, parameter);
        return brand === undefined ? [] : [[parameter.name, brand] as const];
      }),
    );
  });
  const ofMember: Brands["ofMember"] = (owner, name) =>
    typeof owner === "boolean" ? undefined : members.get(owner)?.get(name);
  return { bases, ofParameter, ofMember };
}

/** The declaration of each brand: its type, and the function that makes such an id of a plain value. */
export function brandDeclarations({ bases }: Brands): string {
  if (bases.size === 0) return "";
  const declarations = [...bases].map(
    ([name, base]) => `export type ${name} = ${base} & { readonly [brand]: ${literal(name)} };
export function ${name}(id: ${base}): ${name} {
  return id as ${name};
}

`,
  );
  return `/** Tells ids of one kind from those of another; at run time they are plain values. */
declare const brand: unique symbol;

${declarations.join("")}`;
}

function basesOf({ operations, resolve }: Model): Brands["bases"] {
  const brands = operations.flatMap((operation) =>
    withTemplateParameters(operation).parameters.flatMap((one) => parameterBrand(operation, one, resolve) ?? []),
  );
  const names = [...new Set(brands.map(({ name }) => name))].sort();
  const byName = Map.groupBy(brands, ({ name }) => name);
  return new Map(
    names.flatMap((name) => {
      const [base, another] = new Set((byName.get(name) ?? []).map((brand) => brand.base));
      return base === undefined || another !== undefined ? [] : [[name, base] as const];
    }),
  );
}

interface Brand {
  readonly name: string;
  readonly base: IdType["base"];
}

function parameterBrand({ path }: Operation, parameter: Parameter, resolve: Resolve): Brand | undefined {
  const type = parameter.in === "path" ? idType(parameter.schema.schema, resolve) : undefined;
  return type === undefined || type.nullable ? undefined : { name: brandName(path, parameter.name), base: type.base };
}
