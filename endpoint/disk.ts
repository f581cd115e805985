import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

const force = promisify(fdatasync);

/** A file that others write to, and the disk that is to have what they have written. */
export interface Disk {
  /** Resolves once the disk has what was written before the call; rejects, from then on always, where it could not take it. */
  has(): Promise<void>;
  close(): void;
}

/**
 * Forces a file to disk beside the event loop. One force is under way at a time, and all who ask meanwhile share the next: the
 * slower the disk, the more of them.
 */
export function diskOf(file: string): Disk {
  // Windows forces only what is open for writing.
  const descriptor = openSync(file, "r+");
  let sharing: PromiseWithResolvers<void> | undefined;
  let isForcing = false;
  let isClosed = false;
  let failure: unknown;

  const serve = async ({ resolve, reject }: PromiseWithResolvers<void>): Promise<void> => {
    try {
      // What the system has once failed to write it may have given up: a later force would say nothing of it.
      if (failure !== undefined) throw failure;
      await force(descriptor);
      resolve();
    } catch (error) {
      failure = error;
      reject(error);
    }
  };
  const serveAll = async (): Promise<void> => {
    isForcing = true;
    for (let served = sharing; served !== undefined; served = sharing) {
      sharing = undefined;
      await serve(served);
    }
    isForcing = false;
    if (isClosed) closeSync(descriptor);
  };

  return {
    has: () => {
      sharing ??= Promise.withResolvers();
      const { promise } = sharing;
      if (!isForcing) void serveAll();
      return promise;
    },
    close: () => {
      isClosed = true;
      if (!isForcing) closeSync(descriptor);
    },
  };
}

/** Where nothing outlives the process. */
export const NO_DISK: Disk = { has: () => Promise.resolve(), close: () => undefined };
