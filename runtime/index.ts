/** What generated modules call, and `send` for those who use them. */
export * from "./answer.ts";
export * from "./parameter.ts";
export * from "./send.ts";
export { formBody, type FormField, formParts, multipart, type Part } from "./styleBody.ts";
export type * from "./wire.ts";
