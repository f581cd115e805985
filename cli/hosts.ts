import type { Target } from "../harness/targets/target.ts";
import type { Operation } from "../model/model.ts";
import { UsageError } from "./usage.ts";

export const HOST_OPTIONS = {
  "allow-host": { type: "string", multiple: true, default: [] as string[] },
} as const;

/** Methods that ask for nothing but an answer (RFC 9110, section 9.2.1; QUERY by its own draft). */
const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);

/**
 * Keeps a run from changing or deleting anything on another machine than this one, unless its name was given: throws where the run is meant to,
 * else gives a target that does not send what asks for more than an answer: requests that make state, methods that no document has.
 */
export function guardFor(
  url: string | undefined,
  included: readonly Operation[],
  allowed: readonly string[],
): (target: Target) => Target {
  if (url === undefined || !URL.canParse(url)) return (target) => target;
  const { host, hostname } = new URL(url);
  if (isLoopback(hostname) || allowed.some((name) => isSame(name, host, hostname))) return (target) => target;
  const [first, ...more] = included.filter(({ method }) => !SAFE.has(method));
  if (first === undefined) return (target) => reading(target, host);
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  throw new UsageError(
    `${host} is not this machine, and ${first.id} (${first.method})${others} can change or delete what it holds. ` +
      `Give --allow-host ${host} if that is wanted, or --include only operations that read.`,
  );
}

function reading(target: Target, host: string): Target {
  return {
    name: target.name,
    baseUrl: target.baseUrl,
    send: (request, options) =>
      SAFE.has(request.method)
        ? target.send(request, options)
        : Promise.resolve({
            outcome: "unsendable",
            reason: `${request.method} may change what ${host} holds: --allow-host ${host} allows it`,
          }),
    close: () => target.close(),
  };
}

function isSame(given: string, host: string, hostname: string): boolean {
  const name = given.toLowerCase();
  return name === host || name === hostname;
}

/** RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3. `URL` has written every form of an address in one way. */
function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(hostname);
}
