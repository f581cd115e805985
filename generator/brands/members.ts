import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Model } from "../../model/model.ts";
import type { Resolve } from "../schema.ts";
import { schemasOf } from "../schema.ts";
import { type IdType, idType } from "./idType.ts";
import { type LinkedMember, linkedMembers, type ParameterBrands } from "./links.ts";

export interface MemberBrand {
  readonly name: string;
  readonly nullable: boolean;
}

/** The members with a brand, by the schema that declares them and by name: those that links carry into path parameters of one brand alone. */
export function memberBrands(
  model: Model,
  bases: ReadonlyMap<string, IdType["base"]>,
  ofOperation: ParameterBrands,
): ReadonlyMap<JsonObject, ReadonlyMap<string, MemberBrand>> {
  const byOwner = Map.groupBy(linkedMembers(model, ofOperation), ({ owner }) => owner);
  return new Map(
    [...byOwner].map(([owner, linked]) => {
      const byName = Map.groupBy(linked, ({ name }) => name);
      return [owner, new Map([...byName].flatMap(([name, all]) => entryOf(name, all, bases, model.resolve)))];
    }),
  );
}

function entryOf(
  name: string,
  [first, ...others]: readonly LinkedMember[],
  bases: ReadonlyMap<string, IdType["base"]>,
  resolve: Resolve,
): readonly (readonly [string, MemberBrand])[] {
  if (first === undefined || others.some(({ brand }) => brand !== first.brand)) return [];
  const properties = first.owner["properties"];
  const [schema] = schemasOf(isJsonObject(properties) ? [properties[name] ?? false] : []);
  const type = schema === undefined ? undefined : idType(schema, resolve);
  return type?.base === bases.get(first.brand) && type !== undefined
    ? [[name, { name: first.brand, nullable: type.nullable }]]
    : [];
}
