import { resolveRef, scanDiscriminators, transformSchema, transformSchemaObject } from "openapi-typescript";
import ts from "typescript";
import type { Model, SchemaAt } from "../../model/model.ts";
import { typeDocument } from "./typeDocument.ts";
import type { PrintedType, Types } from "./types.ts";
import { PERCENT, safeName, typeSchema } from "./typeSchema.ts";

type OpenApi = Parameters<typeof transformSchema>[0];
type Context = Parameters<typeof transformSchema>[1];
type SchemaObject = Parameters<typeof transformSchemaObject>[0];

/** What `allOf` beside `required` needs; openapi-typescript writes it into types.ts unexported, and only once. */
const WITH_REQUIRED = "export type WithRequired<T, K extends keyof T> = T & { [P in K]-?: T[P] };";
const KEPT: ReadonlySet<string> = new Set(["paths", "operations", "components", "WithRequired"]);

/** An inferred discriminator value is the schema's name. */
const DISCRIMINATORS = { silent: true };

/** Types by openapi-typescript 7, from its transformation alone: the model has already read, bundled and checked the document. */
export function openapiTypescript(model: Model): Types {
  const document: object = typeDocument(model);
  if (!isOpenApi(document)) throw new Error("unreachable");
  const context = contextOf(document);
  const nodes = transformSchema(document, context).filter((node) => KEPT.has(declaredName(node)));
  return { text: restore(printer.file(nodes)), print: (at) => printType(at, context) };
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
    transform: (schema: { readonly format?: string }) => (schema.format === "binary" ? BINARY : undefined),
  };
  if (!isContext(context)) throw new Error("unreachable");
  return context;
}

/** The library's own type asks for a configuration of Redocly too, which only its bundling reads. */
function isContext(context: Omit<Context, "redoc" | "resolve">): context is Context {
  return "resolve" in context;
}

/** The library's own type of documents and schemas cannot be met by plain JSON. */
function isOpenApi(document: object): document is OpenApi {
  return "openapi" in document;
}

function isSchemaObject(schema: object): schema is SchemaObject {
  return !Array.isArray(schema);
}

/** Binary content of a form; a whole body of bytes is not typed by its schema. */
const BINARY = ts.factory.createUnionTypeNode([
  ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
  ts.factory.createTypeReferenceNode("Uint8Array"),
]);

function printType({ schema, pointer }: SchemaAt, ctx: Context): PrintedType {
  const own: object = typeSchema(schema);
  if (!isSchemaObject(own)) throw new Error("unreachable");
  const node = transformSchemaObject(own, { path: safeName(pointer), ctx });
  return { text: restore(printer.node(node)), imports: importsOf(node) };
}

function importsOf(node: ts.Node): readonly string[] {
  const names = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isTypeReferenceNode(child) && ts.isIdentifier(child.typeName) && KEPT.has(child.typeName.text)) {
      names.add(child.typeName.text);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return [...names].sort();
}

function declaredName(node: ts.Node): string {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? node.name.text : "";
}

function restore(text: string): string {
  return text.replaceAll(PERCENT, "%");
}

/** The second is the compiler's own, untold: names stay readable in every script. */
const PRINTING = { newLine: ts.NewLineKind.LineFeed, neverAsciiEscape: true };

const printer = {
  print: ts.createPrinter(PRINTING),
  place: parse(""),
  node(node: ts.Node): string {
    return this.print.printNode(ts.EmitHint.Unspecified, node, this.place);
  },
  file(nodes: readonly ts.Node[]): string {
    return nodes.map((node) => this.node(node)).join("\n\n");
  },
};

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("types.ts", text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
}
