import { Buffer } from "node:buffer";
import type { Judged } from "../judged.ts";
import { conforms, violates, type Check } from "./check.ts";

/** What a line of a stack trace looks like, by runtime; each shape has a place in source code in it, or the runtime's own heading. */
const TRACES: readonly (readonly [runtime: string, line: RegExp])[] = [
  ["Java", /\bat (?:[\w$]+[./])+[\w$<>]+\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)/],
  ["Python", /Traceback \(most recent call last\)|File "[^"\n]{1,300}", line \d+, in \S/],
  [
    ".NET",
    /\bat [\w.`<>+[\],]+\([^()\n]{0,300}\) in [^\n]{1,300}:line \d+|--- End of (?:inner exception )?stack trace/,
  ],
  ["Node.js", /\bat (?:[^\n()]{1,200} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\)?/],
  ["PHP", /#\d+ \S{1,300}\.php\(\d+\): |\b(?:Fatal|Parse) error: [^\n]{1,500} in \S{1,300}\.php(?: on line |:)\d+/],
  ["Ruby", /\.rb:\d+:in ['`][^'`\n]{1,200}'/],
  ["Go", /\bgoroutine \d+ \[[\w ,]+\]:|\.go:\d+ \+0x[0-9a-f]+/],
  ["Rust", /\bthread '[^'\n]{1,200}' (?:\(\d+\) )?panicked at |\bstack backtrace:\s+\d+: /],
];

/** No answer shows the inside of the server (CWE-209). Only refusals and failures are looked at, and nothing counts that the request said first. */
export const stackTraceLeak: Check = {
  name: "stackTraceLeak",
  promise: "No answer holds a stack trace.",
  judge(judged) {
    const { operation, response } = judged;
    if (response.status < 400) return conforms;
    const text = readable(
      [...response.headers.map(([name, value]) => `${name}: ${value}`), plain(response.body)].join("\n"),
    );
    for (const [runtime, line] of TRACES) {
      const found = line.exec(text)?.[0];
      if (found === undefined || sent(judged).includes(found)) continue;
      return violates({
        pointer: `${operation.pointer}/responses`,
        received: `status ${response.status} with a stack trace of ${runtime}: ${found.slice(0, 80)}`,
        documented: "an answer without the inside of the server",
        kind: runtime,
      });
    }
    return conforms;
  },
};

const LONGEST = 100_000;

function plain(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, LONGEST)).toString("utf8");
}

/** The text as it was before JSON or HTML wrapped it. */
function readable(text: string): string {
  if (!/[\\<&]/.test(text)) return text;
  return text
    .replaceAll(/\\[nr]/g, "\n")
    .replaceAll(/\\t/g, " ")
    .replaceAll(/\\(["/\\])/g, "$1")
    .replaceAll(/<\/?(?:b|br|p|pre|code|span|li)\b[^<>]{0,200}>/gi, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&nbsp;", " ");
}

function sent({ request }: Judged): string {
  const { target, headers, body } = request;
  const text = typeof body === "string" ? body : plain(body ?? new Uint8Array());
  return readable([unescaped(target), ...headers.map(([, value]) => value), text].join("\n"));
}

function unescaped(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
