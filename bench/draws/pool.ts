import { fork, type ChildProcess } from "node:child_process";
import type { OperationDraws, Told } from "./outcome.ts";

export interface DocumentDraws {
  readonly name: string;
  /** In the whole document, and in its sample. */
  readonly operations: number;
  readonly sample: number;
  readonly draws: readonly OperationDraws[];
  /** Operations of the sample that the document's time did not reach. */
  readonly left: number;
  /** Why its draws ended early, and at which operation. */
  readonly ended?: { readonly reason: string; readonly operation: string; readonly pointer: string };
  readonly milliseconds: number;
}

export interface Named {
  readonly file: string;
  readonly name: string;
}

/** What reading a document or one operation may take: of time, and of the heap. */
const MILLISECONDS = { read: 120_000, draw: 30_000 };
const MEGABYTES = 1500;

/** Every document in one of so many processes; one that breaks a bound is ended and replaced. */
export async function drawAll(
  documents: readonly Named[],
  processes: number,
  tell: (done: DocumentDraws) => Promise<void>,
): Promise<void> {
  const waiting = [...documents];
  await Promise.all(
    Array.from({ length: processes }, async () => {
      let child = start();
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const done = await oneOf(child, next);
        await tell(done);
        if (done.ended === undefined) continue;
        child.kill("SIGKILL");
        child = start();
      }
      child.kill("SIGKILL");
    }),
  );
}

function start(): ChildProcess {
  return fork(new URL("child.ts", import.meta.url), {
    execArgv: [`--max-old-space-size=${MEGABYTES}`],
    stdio: ["ignore", "inherit", "ignore", "ipc"],
  });
}

function oneOf(child: ChildProcess, { file, name }: Named): Promise<DocumentDraws> {
  const began = performance.now();
  const draws: OperationDraws[] = [];
  let opened = { operations: 0, sample: 0 };
  let at = { operation: "", pointer: "" };
  return new Promise((resolve) => {
    const end = (rest: Pick<DocumentDraws, "left" | "ended">): void => {
      clearTimeout(timer);
      child.off("message", hear).off("exit", gone);
      resolve({ name, ...opened, draws, ...rest, milliseconds: performance.now() - began });
    };
    const early = (reason: string): void =>
      end({ left: Math.max(0, opened.sample - draws.length - 1), ended: { reason, ...at } });
    const gone = (): void => early(`out of memory, more than ${MEGABYTES} MB`);
    const late = (): void => early(`more than ${MILLISECONDS[at.operation === "" ? "read" : "draw"] / 1000} s`);
    let timer = setTimeout(late, MILLISECONDS.read);
    const hear = (told: Told): void => {
      clearTimeout(timer);
      timer = setTimeout(late, MILLISECONDS.draw);
      if (told.told === "opened") opened = { operations: told.operations, sample: told.chosen.length };
      if (told.told === "begun") at = told;
      if (told.told === "drawn") draws.push(told.draws);
      if (told.told === "done") end({ left: told.left });
      if (told.told === "unusable") early(`unusable: ${told.reason}`);
    };
    child.on("message", hear).on("exit", gone);
    child.send(file);
  });
}
