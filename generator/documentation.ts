import { isJsonObject, type Json, stringifyJson } from "../model/json.ts";
import type { Pointer, Schema } from "../model/model.ts";

/** The parts of a doc comment, in their order. */
export interface Documentation {
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly constraints?: string;
  readonly deprecated?: boolean;
  readonly pointer?: Pointer;
}

/** The text of a doc comment, one paragraph for each part. */
export function documentation(parts: Documentation): string {
  const paragraphs = [
    parts.summary,
    parts.description === parts.summary ? undefined : parts.description,
    parts.constraints,
    [parts.deprecated === true ? "@deprecated" : "", parts.pointer === undefined ? "" : `@see ${parts.pointer}`]
      .filter((tag) => tag !== "")
      .join("\n"),
  ];
  return paragraphs
    .map((paragraph) => commentText(paragraph ?? ""))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** A doc comment before a member or an arm, with its line break; nothing for no text. */
export function docComment(text: string): string {
  if (text === "") return "";
  return text.includes("\n") ? `/**\n * ${text.replaceAll("\n", "\n * ")}\n */\n` : `/** ${text} */\n`;
}

/** One line without any mark that is looked for: most texts. */
const HARMLESS = /^[ !-)+-?A-~]*$/;

/** Text that can neither end its comment nor speak to the compiler. */
export function commentText(text: string): string {
  if (HARMLESS.test(text)) return text.trim();
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\n\t\P{Cc}]/gu, "")
    .replaceAll("*/", "*\\/")
    .replaceAll("@ts-", "ts-")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** What a schema asks beyond its type, in one line: `Length 1 to 128. Pattern ^[a-z]+$. Default 5.` */
export function constraints(schema: Schema): string {
  if (!isJsonObject(schema)) return "";
  const facts = [
    range("Length", schema["minLength"], schema["maxLength"]),
    fact("Pattern", schema["pattern"], String),
    range("Value", schema["minimum"], schema["maximum"]),
    fact("More than", schema["exclusiveMinimum"]),
    fact("Less than", schema["exclusiveMaximum"]),
    fact("A multiple of", schema["multipleOf"]),
    range("Items", schema["minItems"], schema["maxItems"]),
    schema["uniqueItems"] === true ? "No item twice" : "",
    range("Members", schema["minProperties"], schema["maxProperties"]),
    // The type says it already.
    schema["format"] === "binary" ? "" : fact("Format", schema["format"], String),
    fact("Default", schema["default"]),
  ];
  return facts
    .filter((text) => text !== "")
    .map((text) => `${text}.`)
    .join(" ");
}

function fact(name: string, value: Json | undefined, print: (value: Json) => string = stringifyJson): string {
  return value === undefined ? "" : `${name} ${print(value)}`;
}

function range(name: string, least: Json | undefined, most: Json | undefined): string {
  if (least !== undefined && least === most) return `${name} ${stringifyJson(least)}`;
  if (least !== undefined && most !== undefined) return `${name} ${stringifyJson(least)} to ${stringifyJson(most)}`;
  if (least !== undefined) return `${name} at least ${stringifyJson(least)}`;
  return most === undefined ? "" : `${name} at most ${stringifyJson(most)}`;
}
