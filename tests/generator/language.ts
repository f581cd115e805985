import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate, type GenerateOptions } from "../../generator/index.ts";
import { type Model, readDocument } from "../../model/index.ts";

/** An OpenAPI 3.1 document of nothing but paths and schemas. */
export function document(paths: object, schemas: object = {}): object {
  return { openapi: "3.1.0", info: { title: "T", version: "1" }, paths, components: { schemas } };
}

/** A document that says the given texts wherever a text may stand. */
export const saying = (texts: readonly string[]): object => {
  const say = (index: number) => texts[index] ?? "";
  const schema = {
    type: "object",
    title: say(0),
    description: say(1),
    default: say(2),
    properties: { [say(3)]: { enum: [say(4), 1] }, b: { const: say(5), pattern: say(6), format: say(7) } },
    required: [say(3)],
  };
  const operation = {
    operationId: say(8),
    summary: say(9),
    description: say(0),
    tags: [say(1)],
    parameters: [
      { name: say(2), in: "query", description: say(3), schema },
      { name: `h${say(4)}`, in: "header", schema: { $ref: "#/components/schemas/A" } },
    ],
    requestBody: {
      description: say(5),
      content: {
        [`a/${say(6)}`]: { schema },
        "multipart/form-data": { schema, encoding: { b: { contentType: say(7) } } },
      },
    },
    responses: {
      200: { description: say(8), headers: { [say(9)]: { schema } }, content: { [`b/${say(0)}`]: { schema } } },
    },
  };
  return document({ [`/${say(1)}`]: { post: operation } }, { A: schema, [say(2)]: schema });
};

/** The model of a document that stands in no file. */
export async function modelOf(content: object): Promise<Model> {
  return inFolder(async (folder) => {
    const file = join(folder, "document.json");
    await writeFile(file, JSON.stringify(content));
    return modelOfFile(file);
  });
}

export async function modelOfFile(file: string): Promise<Model> {
  const read = await readDocument(file);
  if (read.outcome === "read") return read.model;
  throw new Error(read.diagnostics.map(({ message }) => message).join("\n"));
}

/** The output's files, by path. */
export async function outputOf(content: object, options: GenerateOptions = {}): Promise<ReadonlyMap<string, string>> {
  const files = await generate(await modelOf(content), options);
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** Runs with a folder of its own, which is gone afterwards. */
export async function inFolder<Result>(run: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "covenant-"));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
