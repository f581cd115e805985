import type { FunctionDeclarationStructure, TypeAliasDeclarationStructure } from "ts-morph";
import type { Header, MediaType, Response } from "../../model/model.ts";
import { docComment, documentation } from "../documentation.ts";
import { literal, memberName, propertyName } from "../literal.ts";
import { type ContentKind, contentKind } from "../mediaType.ts";
import { resolved, type Resolve, typesOf } from "../schema.ts";
import { StructureKind } from "../tsMorph.ts";
import type { RuntimeFunction } from "./code.ts";
import type { Translated } from "./builder.ts";
import type { Scope, TypeText } from "./input.ts";

/** The union of all answers: an arm for every documented status and media type, and the undocumented one. */
export function answerType(scope: Scope): {
  readonly structure: TypeAliasDeclarationStructure;
  readonly imports: readonly string[];
} {
  const arms = scope.operation.responses.flatMap((response) => responseArms(response, scope));
  return {
    imports: arms.flatMap(({ imports }) => imports),
    structure: {
      kind: StructureKind.TypeAlias,
      leadingTrivia: "\n",
      isExported: true,
      name: "Answer",
      type: [...arms.map(({ text }) => `\n${text}`), "\n| Undocumented"].join(""),
      docs: ["The answers that are documented, told apart by `case`, and any other."],
    },
  };
}

/** The function that reads an answer into that union. */
export function decoder({ operation, resolve }: Scope): Translated<FunctionDeclarationStructure> {
  const readers = operation.responses.map((response) => {
    const content = contentOf(response, operation.method).map(
      ({ mediaType, schema }) => `${memberName(mediaType)}: ${READERS[kindOf(mediaType, schema.schema, resolve)]}`,
    );
    const headers = response.headers.map((header) => `${memberName(header.name)}: ${headerReader(header, resolve)}`);
    const parts = [
      ...(content.length === 0 ? [] : [`content: { ${content.join(", ")} }`]),
      ...(headers.length === 0 ? [] : [`headers: { ${headers.join(", ")} }`]),
    ];
    return `${statusLiteral(response)}: { ${parts.join(", ")} },`;
  });
  const kinds = operation.responses.flatMap((response) =>
    contentOf(response, operation.method).map(({ mediaType, schema }) => kindOf(mediaType, schema.schema, resolve)),
  );
  return {
    uses: ["readAnswer", ...kinds.map((kind) => READERS[kind])],
    structure: {
      kind: StructureKind.Function,
      isExported: true,
      name: "decode",
      parameters: [{ name: "response", type: "WireResponse" }],
      returnType: "Answer",
      statements: [`return readAnswer<Answer>(response, {\n${readers.join("\n")}\n});`],
      docs: [
        "Reads an answer by its status and media type. What it does not document is an arm like others, never an exception.",
      ],
    },
  };
}

type Kind = Exclude<ContentKind, "form" | "multipart">;

const READERS = { json: "readJson", text: "readText", bytes: "readBytes" } as const satisfies Record<
  Kind,
  RuntimeFunction
>;

/** Of a range the schema tells what comes: text of strings, else JSON; a suffix (`application/*+json`) tells it itself. Forms are no answers that anyone reads; they are text. */
function kindOf(mediaType: string, schema: MediaType["schema"]["schema"], resolve: Resolve): Kind {
  const own = resolved(schema, resolve);
  if (mediaType.includes("*") && !mediaType.includes("/*+")) {
    if (!typesOf(own).includes("string")) return own === true ? "bytes" : "json";
    return typeof own === "object" && own["format"] === "binary" ? "bytes" : "text";
  }
  const kind = contentKind(mediaType);
  return kind === "form" || kind === "multipart" ? "text" : kind;
}

/** An answer to HEAD has the headers of its content, but no content (RFC 9110, section 9.3.2). */
function contentOf({ content }: Response, method: string): readonly MediaType[] {
  return method === "HEAD" ? [] : content;
}

function responseArms(response: Response, scope: Scope): readonly TypeText[] {
  const comment = docComment(documentation({ description: response.description }));
  const headers = headersType(response, scope.resolve);
  const arm = (contentType: string, body: TypeText): TypeText => ({
    text: `${comment}| { readonly case: ${statusLiteral(response)};${contentType} readonly body: ${body.text};${headers} readonly response: WireResponse }`,
    imports: body.imports,
  });
  const content = contentOf(response, scope.operation.method);
  if (content.length === 0) return [arm("", { text: "undefined", imports: [] })];
  return content.map((one) => arm(` readonly contentType: ${literal(one.mediaType)};`, bodyType(one, scope)));
}

/** `200`, `"4XX"`, `"default"`. */
function statusLiteral({ status }: Response): string {
  return /^[1-9]\d{2}$/.test(status) ? status : literal(status);
}

function bodyType({ mediaType, schema }: MediaType, { types, resolve }: Scope): TypeText {
  const kind = kindOf(mediaType, schema.schema, resolve);
  if (kind === "json") return types.print(schema);
  return { text: kind === "text" ? "string" : "Uint8Array", imports: [] };
}

/** None is promised: `required` is a matter of checks, and an answer without the header is still that answer. */
function headersType({ headers }: Response, resolve: Resolve): string {
  if (headers.length === 0) return "";
  const members = headers.map((header) => {
    const type = headerReader(header, resolve) === "Number" ? "number" : "string";
    return `readonly ${propertyName(header.name)}?: ${type};`;
  });
  return ` readonly headers: { ${members.join(" ")} };`;
}

function headerReader({ schema, mediaType }: Header, resolve: Resolve): "Number" | "String" {
  const types = typesOf(resolved(schema.schema, resolve));
  const numeric = types.length > 0 && types.every((type) => type === "integer" || type === "number");
  return numeric && mediaType === undefined ? "Number" : "String";
}
