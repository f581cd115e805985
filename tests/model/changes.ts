import { type Change, diffModels } from "../../model/index.ts";
import { modelOf, operation } from "./reading.ts";

export const schemaAt = "#/components/schemas/S";
export const ref = { $ref: schemaAt };
/** The content of a body in JSON. */
export const json = (schema: object): object => ({ "application/json": { schema } });
/** One schema, sent and answered, or only one of the two. */
export const uses = {
  request: { requestBody: { content: json(ref) } },
  response: { responses: { 200: { description: "", content: json(ref) } } },
};
/** A document that uses the one schema `S`. */
export const withS = (S: unknown, use: object): object => operation(use, { components: { schemas: { S } } });
const who = ({ breaking }: Change): string =>
  [breaking.client ? "client" : "", breaking.server ? "server" : ""].filter(Boolean).join(" ") || "nobody";
/** `pointer what: before -> after, who breaks`. */
export const told = (changes: readonly Change[]): readonly string[] =>
  changes.map(
    (each) =>
      `${each.pointer} ${each.what}: ${JSON.stringify(each.before)} -> ${JSON.stringify(each.after)}, ${who(each)}`,
  );
export const changed = async (before: object, after: object): Promise<readonly string[]> =>
  told(diffModels(await modelOf(before), await modelOf(after)));
export const schemaChanged = (before: unknown, after: unknown, use: object): Promise<readonly string[]> =>
  changed(withS(before, use), withS(after, use));
