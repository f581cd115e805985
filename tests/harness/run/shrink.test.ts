import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { FindingEvent } from "../../../harness/log/events.ts";
import type { RunOptions } from "../../../harness/run/run.ts";
import { bytesOf } from "../received.ts";
import { pets, ran, type Ran } from "./language.ts";

const model = await pets();

interface Pet {
  readonly name: string;
  readonly age?: number;
}
interface Reply {
  readonly status: number;
  readonly body?: object;
}

const made: Reply = { status: 201, body: { id: "a1", name: "Rex" } };
const broken: Reply = { status: 500 };
const refused: Reply = { status: 400 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Petshop {
  readonly url: string;
  readonly received: () => number;
}

/** A server that makes pets as `create` says, once it has refused what is none. */
async function petshop(create: (pet: Pet) => Reply, onRefusal: () => void = () => undefined): Promise<Petshop> {
  let count = 0;
  const server = createServer(async (request, response) => {
    count += 1;
    const bytes = await bytesOf(request);
    const pet = /^application\/json\b/i.test(request.headers["content-type"] ?? "") ? petOf(bytes) : undefined;
    if (pet === undefined) onRefusal();
    const { status, body }: Reply =
      request.method !== "POST" ? { status: 405 } : pet === undefined ? refused : create(pet);
    if (status === 405) response.setHeader("allow", "POST");
    response.writeHead(status, body === undefined ? {} : { "content-type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, received: () => count };
}

function petOf(bytes: Buffer): Pet | undefined {
  try {
    const { name, age, ...others } = JSON.parse(bytes.toString());
    const isPet = typeof name === "string" && name.length > 0 && [...name].length <= 40;
    const isAged = age === undefined || (Number.isInteger(age) && age >= 0 && age <= 40);
    return isPet && isAged && Object.keys(others).length === 0 ? { name, age } : undefined;
  } catch {
    return undefined;
  }
}

const fuzzed = (url: string, options: Partial<RunOptions> = {}): Promise<Ran> =>
  ran(model, url, { includes: ({ id }) => id === "createPet", phases: ["fuzz"], concurrency: 1, ...options });
const of = ({ findings }: Ran, check: string): FindingEvent | undefined =>
  [...findings.values()].find((finding) => finding.check === check);

describe("shrinking", () => {
  test("keeps to its finding where something smaller shows another (law 5)", async () => {
    const { url } = await petshop(({ name, age = 0 }) => {
      if (name.length >= 4 && age >= 3) return broken;
      return age >= 10 ? { status: 201, body: { id: 1, name } } : made;
    });
    const result = await fuzzed(url, { blocks: 8 });
    expect([...result.findings.values()].map(({ check, stage }) => `${check} ${stage}`).toSorted()).toEqual([
      "notAServerError shrunk",
      "responseSchemaConformance shrunk",
    ]);
    expect(of(result, "notAServerError")?.request.body).toMatch(/^\{"name":".{4}","age":3\}$/s);
    expect(of(result, "responseSchemaConformance")?.request.body).toMatch(/^\{"name":".{1,2}","age":10\}$/su);
  });

  test("takes no more requests than a run may send", async () => {
    const { url, received } = await petshop(({ age }) => (age === undefined ? made : broken));
    for (const maxRequests of [5, 33, 40]) {
      const before = received();
      await fuzzed(url, { maxRequests });
      expect(received() - before).toBeLessThanOrEqual(maxRequests);
    }
  });
});

describe("a finding", () => {
  test("that shows every third time is flaky, with its rate, and fails nothing", async () => {
    let count = 0;
    const { url } = await petshop(() => ((count += 1) % 3 === 0 ? broken : made));
    const result = await fuzzed(url);
    expect(result.outcome).toBe("conforms");
    expect(result.findings.size).toBeGreaterThan(0);
    expect(result.flaky.map(({ id }) => id).toSorted()).toEqual([...result.findings.keys()].toSorted());
    for (const { shown, tries } of result.flaky) {
      expect(tries).toBe(5);
      expect([3, 4]).toContain(tries - shown);
    }
  });

  test("that shows only after what its unit had sent before still counts", async () => {
    let isAfterRefusal = false;
    const { url } = await petshop(
      () => {
        const reply = isAfterRefusal ? broken : made;
        isAfterRefusal = false;
        return reply;
      },
      () => {
        isAfterRefusal = true;
      },
    );
    const result = await fuzzed(url);
    expect(result).toMatchObject({ outcome: "violates", flaky: [] });
    expect(of(result, "notAServerError")).toMatchObject({ stage: "met" });
  });

  test("whose own doing stands in the way of showing it again still counts", async () => {
    const names = new Set<string>();
    const { url } = await petshop(({ name }) => {
      if (names.has(name)) return { status: 409 };
      names.add(name);
      return { status: 201, body: { id: 1, name } };
    });
    const result = await fuzzed(url);
    expect(result).toMatchObject({ outcome: "violates" });
    expect(result.flaky.map(({ id }) => id)).not.toContain(of(result, "responseSchemaConformance")?.id);
  });

  test("of a run that may ask no more is no flaky one", async () => {
    let count = 0;
    const { url } = await petshop(() => ((count += 1) % 3 === 0 ? broken : made));
    expect(await fuzzed(url, { maxRequests: 20 })).toMatchObject({ outcome: "violates", flaky: [] });
  });
});
