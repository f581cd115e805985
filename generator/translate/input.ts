import type { PropertySignatureStructure } from "ts-morph";
import type { MediaType, Operation, Parameter, ParameterLocation } from "../../model/model.ts";
import type { Brands } from "../brands/brands.ts";
import { constraints, docComment, documentation } from "../documentation.ts";
import { access, literal, propertyName } from "../literal.ts";
import { concreteMediaType, contentKind, sendable } from "../mediaType.ts";
import { isObjectOnly, resolved, type Resolve } from "../schema.ts";
import { StructureKind } from "../tsMorph.ts";
import type { Types } from "../types/types.ts";

/** What the translation of one operation reads. */
export interface Scope {
  readonly operation: Operation;
  readonly types: Types;
  readonly brands: Brands;
  readonly resolve: Resolve;
}

/** A type in a module and what it takes from types.ts. */
export interface TypeText {
  readonly text: string;
  readonly imports: readonly string[];
}

const GROUPS: readonly ParameterLocation[] = ["path", "query", "querystring", "header", "cookie"];

/**
 * The members of a builder's input are the parameters by their own names, and `body`. An operation that has one name in two places, or a parameter
 * called `body` or `contentType`, has them grouped instead: `path`, `query`, `querystring`, `header`, `cookie`, and `body`.
 */
export function isGrouped({ parameters }: Operation): boolean {
  const names = parameters.map(({ name }) => name);
  return new Set([...names, "body", "contentType"]).size < names.length + 2;
}

/** The expression of a parameter's value; a name that every object inherits (`constructor`) is looked at only where it is given. */
export function valueOf(operation: Operation, parameter: Parameter): string {
  const { in: place, name } = parameter;
  const group = isGrouped(operation) ? `input.${place}` : "input";
  const optional = group !== "input" && !operation.parameters.some((other) => other.in === place && other.required);
  const member = access(optional ? `${group}?` : group, name);
  if (!(name in Object.prototype)) return member;
  return `(Object.hasOwn(${optional ? `${group} ?? {}` : group}, ${literal(name)}) ? ${member} : undefined)`;
}

/** Whether a builder can be called without any input at all, and whether it takes one. */
export function inputNeed({ parameters, requestBody }: Operation): "none" | "optional" | "required" {
  if (parameters.some(({ required }) => required) || requestBody?.required === true) return "required";
  return parameters.length > 0 || requestBody !== undefined ? "optional" : "none";
}

export interface Member extends TypeText {
  readonly structure: PropertySignatureStructure;
}

/** The members for the parameters, grouped or not. */
export function parameterMembers(scope: Scope): readonly Member[] {
  const { operation } = scope;
  if (!isGrouped(operation)) return operation.parameters.map((parameter) => parameterMember(scope, parameter));
  return GROUPS.flatMap((group) => {
    const own = operation.parameters.filter((parameter) => parameter.in === group);
    if (own.length === 0) return [];
    const inner = own.map((parameter) => parameterMember(scope, parameter));
    const text = `{ ${inner.map(({ text }) => text).join(" ")} }`;
    const required = own.some((parameter) => parameter.required);
    return [member(group, required, { text, imports: inner.flatMap(({ imports }) => imports) }, "")];
  });
}

function parameterMember({ operation, types, brands, resolve }: Scope, parameter: Parameter): Member {
  const docs = documentation({
    description: parameter.description,
    constraints: constraints(resolved(parameter.schema.schema, resolve)),
    deprecated: parameter.deprecated,
    pointer: parameter.pointer,
  });
  const brand = brands.ofParameter(operation, parameter);
  const type = brand === undefined ? types.print(parameter.schema) : { text: brand, imports: [brand] };
  return member(parameter.name, parameter.required, type, docs);
}

/** The members for the body: one set of them for each media type that it may have. */
export function bodyMembers(scope: Scope): readonly (readonly Member[])[] {
  const { requestBody } = scope.operation;
  if (requestBody === undefined) return [];
  const { required, pointer, description } = requestBody;
  const content = sendable(requestBody);
  return content.map((mediaType, index) => {
    const docs = documentation({ description, pointer });
    const body = member("body", required, bodyType(scope, mediaType), docs);
    const contentType = { text: literal(concreteMediaType(mediaType.mediaType)), imports: [] };
    return content.length === 1 ? [body] : [member("contentType", index > 0, contentType, ""), body];
  });
}

function bodyType({ types, resolve }: Scope, { mediaType, schema }: MediaType): TypeText {
  const kind = contentKind(concreteMediaType(mediaType));
  if (kind === "json") return types.print(schema);
  if (kind === "text") return { text: "string", imports: [] };
  if (kind === "bytes") return { text: "string | Uint8Array", imports: [] };
  return isObjectOnly(schema.schema, resolve)
    ? types.print(schema)
    : { text: "{ readonly [name: string]: unknown }", imports: [] };
}

function member(name: string, required: boolean, type: TypeText, docs: string): Member {
  const text = required ? type.text : `${type.text} | undefined`;
  return {
    text: `${docComment(docs)}readonly ${propertyName(name)}${required ? "" : "?"}: ${text};\n`,
    imports: type.imports,
    structure: {
      kind: StructureKind.PropertySignature,
      isReadonly: true,
      name: propertyName(name),
      hasQuestionToken: !required,
      type: text,
      ...(docs === "" ? {} : { docs: [docs] }),
    },
  };
}
