import type { Report, ReportedFinding } from "./report.ts";
import { own } from "./own.ts";

/**
 * The report as JUnit XML: a testsuite for each operation, a testcase for each check that was judged there, one suite for the run itself,
 * so that a run that was cut short is not green.
 */
export function junitReport(report: Report): string {
  const byOperation = Map.groupBy(report.findings, ({ operation }) => operation);
  const operations = new Set([...Object.keys(report.operations), ...byOperation.keys()]);
  const suites = [
    runSuite(report),
    ...[...operations].map((id) => operationSuite(report, id, byOperation.get(id) ?? [])),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites ${attributes({ name: `covenant ${report.document}`, ...sums(all), time: seconds(report.totals.ms) })}>`,
    ...suites.map(suiteText),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly ms: number;
  readonly cases: readonly TestCase[];
}

interface TestCase {
  readonly name: string;
  readonly fault?: { readonly kind: "failure" | "error" | "skipped"; readonly message: string; readonly text: string };
}

function runSuite({ outcome, reason = "", target, baseline, document, totals }: Report): Suite {
  const ended = outcome === "conforms" || outcome === "violates";
  const message = `${outcome}${reason === "" ? "" : `: ${reason}`}`;
  const faults = [
    ...(baseline?.expired ?? []).map((entry) => ({
      entry,
      message: `the entry of ${entry.owner} expired on ${entry.expires}`,
    })),
    ...(baseline?.stale ?? []).map((entry) => ({ entry, message: `the finding is gone: take its entry out` })),
  ];
  return {
    name: `run against ${target}`,
    ms: totals.ms,
    cases: [
      {
        name: `${document} was exercised to the end`,
        ...(!ended && { fault: { kind: "error" as const, message, text: message } }),
      },
      ...faults.map(({ entry, message: fault }): TestCase => ({
        name: `baseline ${entry.id}`,
        fault: { kind: "failure", message: fault, text: entry.reason },
      })),
    ],
  };
}

function operationSuite(report: Report, id: string, findings: readonly ReportedFinding[]): Suite {
  const { method = "", path = "", judged = 0, undecided = {}, ms = 0 } = own(report.operations, id) ?? {};
  const checks = new Set([...Object.keys(report.checks), ...findings.map(({ check }) => check)]);
  const cases = [...checks].map((check): TestCase => {
    const found = findings.filter((finding) => finding.check === check);
    if (found.length > 0) return { name: check, fault: findingFault(found) };
    const open = own(undecided, check) ?? 0;
    if (judged === 0) return { name: check, fault: skipped("no request of the run was answered here") };
    return open < judged
      ? { name: check }
      : { name: check, fault: skipped(`none of ${judged} exchanges could be decided`) };
  });
  return { name: path === "" ? id : `${id} (${method} ${path})`, ms, cases };
}

function skipped(message: string): NonNullable<TestCase["fault"]> {
  return { kind: "skipped", message, text: "" };
}

/** A test case has one failure: of several findings the first names it, all stand in its text. */
function findingFault(findings: readonly ReportedFinding[]): NonNullable<TestCase["fault"]> {
  const fresh = findings.filter(({ known }) => known === undefined);
  const [first] = fresh.length > 0 ? fresh : findings;
  return {
    kind: fresh.length > 0 ? "failure" : "skipped",
    message:
      first?.known === undefined
        ? `received ${first?.received}, documented ${first?.documented}`
        : `known to ${first.known.owner} until ${first.known.expires}: ${first.known.reason}`,
    text: findings.map(findingText).join("\n\n"),
  };
}

function findingText({ id, received, documented, place, pointer, curl, known }: ReportedFinding): string {
  return [
    `finding ${id}${known === undefined ? "" : ` (known to ${known.owner} until ${known.expires}: ${known.reason})`}`,
    `received    ${received}`,
    `documented  ${documented}`,
    `document    ${place} ${pointer}`,
    `request     ${curl}`,
    `replay      npx covenant replay ${id}`,
  ].join("\n");
}

function suiteText({ name, ms, cases }: Suite): string {
  return [
    `  <testsuite ${attributes({ name, ...sums(cases), time: seconds(ms) })}>`,
    ...cases.map((testCase) => caseText(name, testCase)),
    "  </testsuite>",
  ].join("\n");
}

function caseText(suite: string, { name, fault }: TestCase): string {
  const open = `    <testcase ${attributes({ name, classname: suite })}`;
  if (fault === undefined) return `${open}/>`;
  const { kind, message, text } = fault;
  return `${open}><${kind} ${attributes({ message, ...(kind !== "skipped" && { type: name }) })}>${escaped(text)}</${kind}></testcase>`;
}

function sums(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  const count = (wanted: string): string => String(cases.filter(({ fault }) => fault?.kind === wanted).length);
  return {
    tests: String(cases.length),
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(" ");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** What XML 1.0 cannot hold even as a reference (section 2.2, Char) becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll(/[&<>"'\n\r\t]/g, (character) => ENTITIES[character] ?? "");
}
