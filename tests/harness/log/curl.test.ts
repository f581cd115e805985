import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curl, wrapped } from "../../../harness/log/curl.ts";
import type { WireRequest } from "../../../runtime/wire.ts";

const BASE = "http://127.0.0.1:4010";
const get = (change: Partial<WireRequest> = {}): string =>
  curl(BASE, { method: "GET", target: "/pets", headers: [], ...change });

/** The words, as bytes, that a shell makes of a command. */
const words = (command: string): readonly string[] => {
  const { stdout, status } = spawnSync("bash", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`], {
    env: { LC_ALL: "C.UTF-8" },
  });
  expect(status).toBe(0);
  return stdout.toString("latin1").split("\0").slice(0, -1);
};
const latin = (data: string | Uint8Array): string => Buffer.from(data).toString("latin1");

describe("a request as a curl command", () => {
  it.each([
    ["the shortest", get(), "curl -i http://127.0.0.1:4010/pets"],
    ["HEAD", get({ method: "HEAD" }), "curl -i --head http://127.0.0.1:4010/pets"],
    ["another method", get({ method: "DELETE" }), "curl -i -X DELETE http://127.0.0.1:4010/pets"],
    [
      "a GET with a body stays a GET",
      get({ body: "" }),
      "curl -i -X GET http://127.0.0.1:4010/pets -H content-type: --data-raw ''",
    ],
    ["dot segments are kept", get({ target: "/a/../b" }), "curl -i --path-as-is http://127.0.0.1:4010/a/../b"],
    ["brackets are no pattern", get({ target: "/a?b[c]=1" }), "curl -i -g 'http://127.0.0.1:4010/a?b[c]=1'"],
    ["an empty header line is sent", get({ headers: [["x-a", ""]] }), "curl -i http://127.0.0.1:4010/pets -H 'x-a;'"],
    [
      "a first @ is no file",
      get({ method: "POST", headers: [["content-type", "a/b"]], body: "@x" }),
      "curl -i -X POST http://127.0.0.1:4010/pets -H 'content-type: a/b' --data-raw @x",
    ],
    [
      "control characters are seen",
      get({ headers: [["x-a", "\t\u001b"]] }),
      String.raw`curl -i http://127.0.0.1:4010/pets -H $'x-a: \x09\x1b'`,
    ],
    [
      "a zero byte goes through a pipe",
      get({ method: "POST", body: "%\0'" }),
      String.raw`printf '%%\000'\''' | curl -i -X POST http://127.0.0.1:4010/pets -H content-type: --data-binary @-`,
    ],
  ])("%s", (_, command, wanted) => expect(command).toBe(wanted));

  const someText = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", ""));
  const someBody = fc.oneof(
    someText,
    fc.uint8Array({ min: 1 }).map((bytes) => Uint8Array.from(bytes)),
  );
  it("is read by a shell as the bytes that were sent", () =>
    fc.assert(
      fc.property(someText, someBody, fc.nat(200), (value, body, width) => {
        const command = curl(BASE, { method: "POST", target: "/pets", headers: [["x-a", `v${value}`]], body });
        const wanted = [
          "-i",
          "-X",
          "POST",
          `${BASE}/pets`,
          "-H",
          `x-a: v${latin(value.toWellFormed())}`,
          "-H",
          "content-type:",
          "--data-raw",
          latin(typeof body === "string" ? body.toWellFormed() : body),
        ];
        expect(words(command)).toEqual(wanted);
        expect(words(wrapped(command, width).join("\n"))).toEqual(wanted);
      }),
      { numRuns: 60 },
    ));
});
