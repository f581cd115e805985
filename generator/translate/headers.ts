import type { Operation, Parameter } from "../../model/model.ts";
import { literal } from "../literal.ts";
import { contentKind } from "../mediaType.ts";
import type { Resolve } from "../schema.ts";
import { around, call, type Code, joined, plain } from "./code.ts";
import { valueOf } from "./input.ts";
import { contentText, isPlain } from "./target.ts";

/** The expressions that spread into a request's header lines, behind the content type's: header parameters, then the cookies. */
export function headerCodes(operation: Operation, resolve: Resolve): readonly Code[] {
  const lines = operation.parameters.filter(({ in: place }) => place === "header");
  const pieces = operation.parameters.filter(({ in: place }) => place === "cookie");
  return [
    ...lines.map((parameter) => around("...", headerLines(operation, parameter, resolve), "")),
    ...(pieces.length === 0
      ? []
      : [
          around(
            "...",
            call(
              "cookies",
              joined(
                pieces.map((one) => cookieText(operation, one, resolve)),
                " + ",
              ),
            ),
            "",
          ),
        ]),
  ];
}

function headerLines(operation: Operation, parameter: Parameter, resolve: Resolve): Code {
  const name = literal(parameter.name);
  const value = valueOf(operation, parameter);
  if (parameter.mediaType !== undefined) {
    return call(contentKind(parameter.mediaType) === "json" ? "headerJson" : "header", name, value);
  }
  if (isPlain(parameter, resolve)) return call("headerValue", name, value);
  return call("header", name, value, ...explode(parameter));
}

function cookieText(operation: Operation, parameter: Parameter, resolve: Resolve): Code {
  const name = literal(parameter.name);
  const value = valueOf(operation, parameter);
  if (parameter.mediaType !== undefined) return call("cookieValue", name, contentText(parameter.mediaType, value));
  if (isPlain(parameter, resolve)) return call("cookieValue", name, value);
  return call(
    parameter.style === "cookie" ? "cookiePlain" : "cookieForm",
    name,
    value,
    plain(String(parameter.explode)),
  );
}

function explode(parameter: Parameter): readonly Code[] {
  return parameter.explode ? [plain("true")] : [];
}
