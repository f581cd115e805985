import type { RUNTIME_FUNCTIONS } from "../names.ts";

export type RuntimeFunction = (typeof RUNTIME_FUNCTIONS)[number];

/** An expression and the runtime's functions that it calls. */
export interface Code {
  readonly text: string;
  readonly uses: readonly RuntimeFunction[];
}

/** Code that calls nothing of the runtime. */
export function plain(text: string): Code {
  return { text, uses: [] };
}

export function call(name: RuntimeFunction, ...args: readonly (Code | string)[]): Code {
  const codes = args.map((argument) => (typeof argument === "string" ? plain(argument) : argument));
  return { text: `${name}(${codes.map(({ text }) => text).join(", ")})`, uses: [name, ...usesOf(codes)] };
}

export function joined(codes: readonly Code[], separator: string): Code {
  return { text: codes.map(({ text }) => text).join(separator), uses: usesOf(codes) };
}

/** Puts text around an expression. */
export function around(before: string, code: Code, after: string): Code {
  return { text: before + code.text + after, uses: code.uses };
}

export function usesOf(codes: readonly Code[]): readonly RuntimeFunction[] {
  return codes.flatMap(({ uses }) => uses);
}
