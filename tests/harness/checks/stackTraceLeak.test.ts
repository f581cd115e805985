import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stackTraceLeak } from "../../../harness/checks/stackTraceLeak.ts";
import { HARD_TEXTS } from "../../../harness/draw/hardTexts.ts";
import { operation, request, response } from "../wire/language.ts";
import { said, type Given } from "./language.ts";

const open = operation({ responses: [response("default")] });
const leaks = (body: string, given: Partial<Given> = {}): string =>
  said(stackTraceLeak, { operation: open, status: 500, body, ...given });

const TRACES: Readonly<Record<string, string>> = {
  Java: 'Exception in thread "main" java.lang.NullPointerException\n\tat com.acme.shop.Cart.add(Cart.java:42)\n\tat java.base/java.lang.Thread.run(Unknown Source)',
  Python: 'Traceback (most recent call last):\n  File "/srv/app/views.py", line 12, in get\n    raise KeyError(name)',
  ".NET":
    "System.NullReferenceException: Object reference not set\n   at Acme.Shop.Cart.Add(Item item) in /src/Cart.cs:line 42\n   at Acme.Program.Main()",
  "Node.js":
    "TypeError: a is not a function\n    at Cart.add (/srv/app/cart.js:42:13)\n    at node:internal/process/task_queues:95:5",
  PHP: "PHP Fatal error: Uncaught Error in /var/www/cart.php:42\nStack trace:\n#0 /var/www/index.php(7): Cart->add()\n#1 {main}",
  Ruby: "/srv/app/cart.rb:42:in `add': undefined method (NoMethodError)\n\tfrom /srv/app/main.rb:7:in `<main>'",
  Go: "panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.add(0x1)\n\t/srv/cart.go:42 +0x1d",
  Rust: "thread 'main' panicked at src/cart.rs:42:13:\nindex out of bounds\nstack backtrace:\n   0: rust_begin_unwind",
};

describe("a stack trace", () => {
  test.each(Object.entries(TRACES))("of %s is told, plain", (runtime, trace) => expect(leaks(trace)).toBe(runtime));
  test.each(Object.entries(TRACES))("of %s is told, in JSON", (runtime, trace) =>
    expect(leaks(JSON.stringify({ message: "failed", trace }), { status: 400 })).toBe(runtime),
  );
  test.each(Object.entries(TRACES))("of %s is told, in HTML", (runtime, trace) =>
    expect(
      leaks(`<pre>${trace.replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;")}</pre>`),
    ).toBe(runtime),
  );
  test("of PHP is told with its own markup", () =>
    expect(leaks("<b>Fatal error</b>: Uncaught Error in <b>/var/www/cart.php</b> on line <b>42</b>")).toBe("PHP"));
  test("is told in a header", () =>
    expect(leaks("", { headers: [["x-debug", TRACES["Node.js"]!.replaceAll("\n", " ")]] })).toBe("Node.js"));
});

describe("no stack trace", () => {
  test.each([
    "The field at index 3 (line 42) is invalid",
    'Expected a string at "/a/b.c", but a number came',
    "Error: call us at (555) 1234:42:13",
    "at least one of the values (see https://example.com:8080/docs) is needed",
    "Meet at 10:30:00, see file notes.java",
    "File not found, line 3",
    "goroutine and panic are words",
  ])("%s", (text) => expect(leaks(text)).toBe("conforms"));
  test.each(Object.entries(HARD_TEXTS))("the hard text %s", (_name, text) =>
    expect(leaks(JSON.stringify({ message: text }))).toBe("conforms"),
  );
  test("in a success: a resource may be about anything", () =>
    expect(leaks(TRACES["Java"]!, { status: 200 })).toBe("conforms"));
  test.each(Object.entries(TRACES))("of %s that the request said first", (_runtime, trace) => {
    const body = JSON.stringify({ name: trace });
    const sent = request("/things", { method: "POST", body });
    expect(leaks(JSON.stringify({ message: `${trace} is no name` }), { status: 400, request: sent })).toBe("conforms");
  });
  test("in the path that was asked for", () => {
    const trace = "at a.b.c(D.java:1)";
    expect(leaks(`no ${trace}`, { status: 404, request: request(`/things?a=${encodeURIComponent(trace)}`) })).toBe(
      "conforms",
    );
  });
  test("whatever a request sends is not held against an answer that repeats it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const sent = request("/things", { method: "POST", body: JSON.stringify(text) });
        expect(leaks(JSON.stringify({ message: text }), { request: sent })).toBe("conforms");
      }),
    );
  });
});
