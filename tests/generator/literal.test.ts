import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import ts from "typescript";
import { commentText, docComment } from "../../generator/documentation.ts";
import { literal, memberName, propertyName, templateText } from "../../generator/literal.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "*/",
        "*",
        "/",
        "`",
        "${",
        "$",
        "{",
        "}",
        "\\",
        '"',
        "\n",
        "\r",
        "\u2028",
        "</script>",
        "@ts-ignore",
        "//",
        "x",
      ),
    )
    .map((parts) => parts.join("")),
);
const sourceOf = (text: string) => ts.createSourceFile("a.ts", text, ts.ScriptTarget.ESNext, true);
const evaluated = (code: string): unknown => {
  const [statement] = sourceOf(`(${code})`).statements;
  if (
    statement === undefined ||
    !ts.isExpressionStatement(statement) ||
    !ts.isParenthesizedExpression(statement.expression)
  )
    return undefined;
  const { expression } = statement.expression;
  return ts.isStringLiteralLike(expression) ? expression.text : undefined;
};

describe("text of a document stays text", () => {
  it("as a string literal it has its own value", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(evaluated(literal(text))).toBe(text);
      }),
    );
  });

  it("as a template it has its own value", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(evaluated(`\`${templateText(text)}\``)).toBe(text);
      }),
    );
  });

  it("as a comment it is nothing but that comment", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sourceOf(docComment(commentText(text))).statements).toHaveLength(0);
        expect(commentText(text)).not.toMatch(/\*\/|@ts-|[\r\u2028\u2029]/);
      }),
    );
  });

  it("as a property's name it is one property", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [type] = sourceOf(`type A = { ${propertyName(text)}: 1 }`).statements;
        const members =
          type !== undefined && ts.isTypeAliasDeclaration(type) && ts.isTypeLiteralNode(type.type)
            ? type.type.members
            : [];
        expect(
          members.map(
            ({ name }) => name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text,
          ),
        ).toEqual([text]);
      }),
    );
  });

  test.each([
    [literal("</script>"), '"\\u003c/script>"'],
    [literal("\u2028"), '"\\u2028"'],
    [propertyName("apiId"), "apiId"],
    [propertyName("x-y"), '"x-y"'],
    [memberName("__proto__"), '["__proto__"]'],
  ])("%s", (given, want) => {
    expect(given).toBe(want);
  });
});
