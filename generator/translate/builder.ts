import type { FunctionDeclarationStructure } from "ts-morph";
import type { RequestBody } from "../../model/model.ts";
import { documentation } from "../documentation.ts";
import { literal } from "../literal.ts";
import { concreteMediaType, sendable } from "../mediaType.ts";
import { StructureKind } from "../tsMorph.ts";
import { type BodyCode, bodyCode } from "./body.ts";
import { around, type Code, joined, plain, type RuntimeFunction, usesOf } from "./code.ts";
import { headerCodes } from "./headers.ts";
import { inputNeed, type Scope } from "./input.ts";
import { target } from "./target.ts";

export interface Translated<Structure> {
  readonly structure: Structure;
  readonly uses: readonly RuntimeFunction[];
}

/** The function that makes the wire request of an input. It returns a new plain object and sends nothing. */
export function builder(name: string, { operation, resolve }: Scope): Translated<FunctionDeclarationStructure> {
  const { requestBody } = operation;
  const headers = headerCodes(operation, resolve);
  const head = [around(`method: ${literal(operation.method)}, target: `, target(operation, resolve), "")];
  const statements = requestBody === undefined ? [result(head, headers)] : withBody(requestBody, head, headers);
  const need = inputNeed(operation);
  const docs = documentation({ ...operation, summary: operation.summary ?? `${operation.method} ${operation.path}` });
  return {
    uses: usesOf(statements),
    structure: {
      kind: StructureKind.Function,
      isExported: true,
      name,
      parameters:
        need === "none"
          ? []
          : [{ name: "input", type: "Input", ...(need === "optional" ? { initializer: "{}" } : {}) }],
      returnType: "WireRequest",
      statements: statements.map(({ text }) => text),
      docs: [docs],
    },
  };
}

/** With a required body of one media type the request is one expression; else each form that it may take is a statement. */
function withBody(requestBody: RequestBody, head: readonly Code[], headers: readonly Code[]): readonly Code[] {
  const [first, ...others] = sendable(requestBody);
  if (first === undefined) return [result(head, headers)];
  const none = requestBody.required ? [] : [around("if (input.body === undefined) ", result(head, headers), "")];
  const special = others.map((mediaType) => {
    const chosen = `if (input.contentType === ${literal(concreteMediaType(mediaType.mediaType))}) { `;
    return around(chosen, joined(statementsOf(bodyCode(mediaType), head, headers), " "), " }");
  });
  return [...none, ...special, ...statementsOf(bodyCode(first), head, headers)];
}

function statementsOf(code: BodyCode, head: readonly Code[], headers: readonly Code[]): readonly Code[] {
  const lines = [plain(`["content-type", ${code.contentType}]`), ...headers];
  const request = result(head, lines, code.body);
  return code.before === undefined ? [request] : [code.before, request];
}

function result(head: readonly Code[], headers: readonly Code[], body?: Code): Code {
  const lines = around("headers: [", joined(headers, ", "), "]");
  const members = [...head, lines, ...(body === undefined ? [] : [around("body: ", body, "")])];
  return around("return { ", joined(members, ", "), " };");
}
