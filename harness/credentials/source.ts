import { now } from "../clock.ts";

/** Where the text of a credential comes from: an argument, an environment, a command, a token endpoint. */
export interface Source {
  /** What the source itself was given and must be written nowhere. */
  readonly secrets: readonly string[];
  read(): Promise<Read>;
}

export type Read =
  /** `seconds`: how long it is good for, where that is known. `secrets`: what else came to light with it. */
  | { readonly outcome: "read"; readonly text: string; readonly seconds?: number; readonly secrets?: readonly string[] }
  | { readonly outcome: "failed"; readonly reason: string };

/** A source whose text is kept for as long as it is good. */
export interface Held {
  /** The text, read first or again where it has to be. */
  current(): Promise<Read>;
  /** To be told that a text was refused: whether another one is there now. Reads again at most once a minute. */
  renewed(refused: string): Promise<boolean>;
  /** Every text that it has given out, and the source's own secrets. */
  secrets(): readonly string[];
}

const PAUSE = 60_000;
/** A text is renewed when this share of its time is over: a request takes time, and clocks differ. */
const SHARE = 0.9;

export function held(source: Source): Held {
  const given = new Set(source.secrets);
  let reading: Promise<Read> | undefined;
  let last: { readonly text: string; readonly until: number } | undefined;
  let readAt = -Infinity;

  const readAgain = async (): Promise<Read> => {
    readAt = now();
    const read = await source.read();
    if (read.outcome === "read") {
      for (const text of [read.text, ...(read.secrets ?? [])]) given.add(text);
      last = { text: read.text, until: readAt + (read.seconds ?? Infinity) * 1000 * SHARE };
    }
    reading = undefined;
    return read;
  };
  const read = (): Promise<Read> => (reading ??= readAgain());
  return {
    current: async () => (last !== undefined && now() < last.until ? { outcome: "read", text: last.text } : read()),
    renewed: async (refused) => {
      const isDue = reading !== undefined || now() - readAt >= PAUSE;
      if (last !== undefined && last.text === refused && isDue) await read();
      return last !== undefined && last.text !== refused;
    },
    secrets: () => [...given],
  };
}

/** A source of one text that never changes. */
export function fixed(text: string): Source {
  return { secrets: [text], read: () => Promise.resolve({ outcome: "read", text }) };
}
