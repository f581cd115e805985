import type typescript from "typescript";
import type { Model, SchemaAt } from "../../model/model.ts";
import { ts } from "../tsMorph.ts";
import { type Brands, brandDeclarations } from "../brands/brands.ts";
import { resolveRef, scanDiscriminators, transformComponentsObject, transformSchemaObject } from "./library.ts";
import { discriminating, typeComponents } from "./typeDocument.ts";
import type { PrintedType, Types } from "./types.ts";
import { PERCENT, safeName, typeSchema } from "./typeSchema.ts";

type Components = Parameters<typeof transformComponentsObject>[0];
type Context = Parameters<typeof transformComponentsObject>[1];
type SchemaObject = Parameters<typeof transformSchemaObject>[0];
type OpenApi = Parameters<typeof scanDiscriminators>[0];

/** What `allOf` beside `required` needs; openapi-typescript counts on it in the same module. */
const WITH_REQUIRED = "export type WithRequired<T, K extends keyof T> = T & { [P in K]-?: T[P] };";
const NAMES: ReadonlySet<string> = new Set(["components", "WithRequired"]);

/** An inferred discriminator value is the schema's name. */
const DISCRIMINATORS = { silent: true };

/** Types by openapi-typescript 7, from its transformation of schemas alone: the model has already read, bundled and checked the document. */
export function openapiTypescript(model: Model, brands: Brands): Types {
  const schemas = typeComponents(model, brands);
  const document: object = { openapi: "3.1.0", components: { schemas }, inline: discriminating(model) };
  if (!isOpenApi(document)) throw new Error("unreachable");
  const context = contextOf(document);
  // One after the other: the syntax tree of thousands would take more memory than their text.
  const members = Object.entries(schemas).map(([name, schema]) =>
    componentMember({ schemas: { [name]: schema } }, context),
  );
  return {
    text: `${brandDeclarations(brands)}export interface components {\nschemas: {\n${members.join("\n")}\n};\n}\n\n${WITH_REQUIRED}\n`,
    print: (at) => printType(at, context, brands),
  };
}

function componentMember(components: object, context: Context): string {
  if (!isComponents(components)) throw new Error("unreachable");
  const [type] = [transformComponentsObject(components, context)].flat();
  const [schemas] = type !== undefined && ts.isTypeLiteralNode(type) ? type.members : [];
  const own = schemas !== undefined && ts.isPropertySignature(schemas) ? schemas.type : undefined;
  return own !== undefined && ts.isTypeLiteralNode(own) ? own.members.map((member) => printed(member)).join("\n") : "";
}

function contextOf(document: OpenApi): Context {
  const settings = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A member with a default may be left out of a request.
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: true,
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transformProperty: undefined,
  };
  const context = {
    ...settings,
    discriminators: scanDiscriminators(document, DISCRIMINATORS),
    injectFooter: [...parse(WITH_REQUIRED).statements],
    resolve: (ref: string) => resolveRef(document, ref, { silent: true }),
    transform: ownType,
  };
  if (!isContext(context)) throw new Error("unreachable");
  return context;
}

/** The library's own type asks for a configuration of Redocly too, which only its bundling reads. */
function isContext(context: Omit<Context, "redoc" | "resolve">): context is Context {
  return "resolve" in context;
}

/** The library's own types of documents and schemas cannot be met by plain JSON. */
function isOpenApi(document: object): document is OpenApi {
  return "openapi" in document;
}

function isComponents(components: object): components is Components {
  return "schemas" in components;
}

function isSchemaObject(schema: object): schema is SchemaObject {
  return !Array.isArray(schema);
}

/** Binary content of a form; a whole body of bytes is not typed by its schema. */
const BINARY = ts.factory.createUnionTypeNode([
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
  ts.factory.createTypeReferenceNode("Uint8Array"),
]);

const NULL = ts.factory.createLiteralTypeNode(ts.factory.createNull());

/** What `typeSchema` says of a schema beyond what openapi-typescript knows. */
interface Told {
  readonly format?: string;
  readonly brand?: string;
  readonly nullable?: boolean;
}

function ownType({ format, brand, nullable }: Told): typescript.TypeNode | undefined {
  if (brand === undefined) return format === "binary" ? BINARY : undefined;
  const type = ts.factory.createTypeReferenceNode(brand);
  return nullable === true ? ts.factory.createUnionTypeNode([type, NULL]) : type;
}

function printType({ schema, pointer }: SchemaAt, ctx: Context, brands: Brands): PrintedType {
  const own: object = typeSchema(schema, brands);
  if (!isSchemaObject(own)) throw new Error("unreachable");
  const node = transformSchemaObject(own, { path: safeName(pointer), ctx });
  return { text: printed(node), imports: importsOf(node, brands) };
}

function importsOf(node: typescript.Node, { bases }: Brands): readonly string[] {
  const names = new Set<string>();
  const visit = (child: typescript.Node): void => {
    if (ts.isTypeReferenceNode(child) && ts.isIdentifier(child.typeName)) {
      const name = child.typeName.text;
      if (NAMES.has(name) || bases.has(name)) names.add(name);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return [...names].sort();
}

/** The second is the compiler's own, untold: names stay readable in every script. */
const PRINTING = { newLine: ts.NewLineKind.LineFeed, neverAsciiEscape: true };
const printer = ts.createPrinter(PRINTING);
const place = parse("");

function printed(node: typescript.Node): string {
  return printer.printNode(ts.EmitHint.Unspecified, node, place).replaceAll(PERCENT, "%");
}

function parse(text: string): typescript.SourceFile {
  return ts.createSourceFile("types.ts", text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
}
