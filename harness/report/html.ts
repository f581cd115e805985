import { findingArticle } from "./htmlFinding.ts";
import { statusMatrix } from "./htmlStatuses.ts";
import { html, type Markup } from "./markup.ts";
import type { BaselineEntry, Open, Report, ReportedFinding } from "./report.ts";
import { STYLE } from "./style.ts";
import { plural } from "./visible.ts";
import { own } from "./own.ts";

/** The report as one page: no script, nothing from outside, readable on paper too. */
export function htmlReport(report: Report): string {
  const { document, outcome, covenant } = report;
  const head = html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${outcome}: ${document}</title>
<style>`;
  const body = html`</style>
</head>
<body>
${header(report)}
<main>
${findingsSection(report)}
${baselineSection(report)}
${flakySection(report)}
${statusMatrix(report)}
${coverageSection(report)}
${undecidedSection(report)}
${mockSection(report)}
${exampleSection(report)}
${diagnosticsSection(report)}
</main>
<footer>Covenant ${covenant}, from the run’s event log. The same log gives the same page.</footer>
</body>
`;
  return `<!doctype html>\n<html lang="en">\n${head.markup}${STYLE}${body.markup}</html>\n`;
}

const VERDICTS: Readonly<Record<Report["outcome"], string>> = {
  conforms: "✓ conforms",
  violates: "✗ violates",
  interrupted: "interrupted",
  unreachable: "✗ unreachable",
  unfinished: "unfinished",
};

function header({ outcome, reason, document, target, seed, totals, findings }: Report): Markup {
  const known = findings.filter((finding) => finding.known !== undefined).length;
  const sums: readonly (readonly [string | number, string])[] = [
    [totals.findings - known, totals.findings - known === 1 ? "finding" : "findings"],
    ...(known > 0 ? [[known, "known"] as const] : []),
    [`${totals.reached}/${totals.operations}`, "operations answered 2xx"],
    [totals.requests, "requests"],
    [totals.undecided, "undecided"],
    [`${(totals.ms / 1000).toFixed(1)} s`, "duration"],
    [seed, "seed"],
  ];
  return html`<header class="${outcome}">
    <h1><span class="verdict">${VERDICTS[outcome]}</span> <code>${target}</code></h1>
    <p>against <code>${document}</code>${reason === undefined ? "" : `: ${reason}`}</p>
    <dl class="sums">
      ${sums.map(
        ([value, name]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

function findingsSection({ findings, checks, stories, outcome }: Report): Markup {
  const promises = { ...checks, ...stories };
  const fresh = findings.filter(({ known }) => known === undefined);
  const known = findings.filter((finding) => finding.known !== undefined);
  const none = outcome === "conforms" ? "No answer broke the document." : "None so far.";
  return html`<section aria-labelledby="findings">
    <h2 id="findings">Findings</h2>
    ${fresh.length === 0 ? html`<p>${none}</p>` : fresh.map((finding) => findingArticle(finding, own(promises, finding.check) ?? ""))}
    ${known.length === 0 ? "" : html`<h3>Known, and excused by the baseline</h3>`}
    ${known.map((finding) => findingArticle(finding, own(promises, finding.check) ?? ""))}
  </section>`;
}

function baselineSection({ baseline }: Report): Markup {
  if (baseline === undefined || baseline.expired.length + baseline.stale.length === 0) return html``;
  const rows = (entries: readonly BaselineEntry[], fault: string): readonly Markup[] =>
    entries.map(
      ({ id, owner, reason, expires }) =>
        html`<tr>
          <th scope="row">${id}</th>
          <td>${owner}</td>
          <td>${expires}</td>
          <td>${fault}</td>
          <td>${reason}</td>
        </tr>`,
    );
  return html`<section aria-labelledby="baseline">
    <h2 id="baseline">Entries of the baseline that fail the run</h2>
    <div class="wide" tabindex="0" role="region" aria-labelledby="baseline">
      <table>
        <thead>
          <tr>
            <th scope="col">finding</th>
            <th scope="col">owner</th>
            <th scope="col">expires</th>
            <th scope="col">what to do</th>
            <th scope="col">reason</th>
          </tr>
        </thead>
        <tbody>
          ${rows(baseline.expired, "expired: mend the finding, or agree on a new day")}${rows(baseline.stale, "stale: the finding is gone, take the entry out")}
        </tbody>
      </table>
    </div>
  </section>`;
}

function flakySection({ flaky, checks, stories }: Report): Markup {
  if (flaky.length === 0) return html``;
  const promises = { ...checks, ...stories };
  return html`<section aria-labelledby="flaky">
    <h2 id="flaky">Flaky</h2>
    <p>Seen, but not again when the same was sent: not counted as findings.</p>
    ${flaky.map((finding) => findingArticle(finding, own(promises, finding.check) ?? ""))}
  </section>`;
}

function coverageSection({ coverage }: Report): Markup {
  if (coverage.length === 0) return html``;
  const total = coverage.reduce((sum, { tuples }) => sum + tuples, 0);
  const covered = coverage.reduce((sum, row) => sum + row.covered, 0);
  const missing = coverage.filter((row) => row.covered < row.tuples);
  return html`<section aria-labelledby="coverage">
    <h2 id="coverage">Combinations of inputs</h2>
    <p>The coverage cases held ${covered} of ${plural(total, "combination")} of parameters and members of bodies.</p>
    ${
      missing.length === 0
        ? ""
        : html`<ul>
            ${missing.map(({ operation, strength, tuples, covered: held }) => html`<li><code>${operation}</code>: ${held} of ${tuples} ${strength === 2 ? "pairs" : `combinations of ${strength}`}</li>`)}
          </ul>`
    }
  </section>`;
}

function undecidedSection({ undecided, undecidedStories, totals }: Report): Markup {
  const stories = undecidedStories.reduce((sum, { times }) => sum + times, 0);
  return html`${openSection(
    "undecided",
    "Undecided",
    html`Of ${plural(totals.undecided, "answer")} neither the document nor other answers tell whether they were right.
    They are counted, and blamed on nobody.`,
    undecided,
  )}
  ${openSection(
    "stories",
    "Undecided stories",
    html`${plural(stories, "story", "stories")} came to no answer that tells whether the promise is kept.`,
    undecidedStories,
  )}`;
}

function openSection(id: string, title: string, text: Markup, open: readonly Open[]): Markup {
  if (open.length === 0) return html``;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p>${text}</p>
    <div class="wide" tabindex="0" role="region" aria-labelledby="${id}">
      <table>
        <thead>
          <tr>
            <th scope="col">times</th>
            <th scope="col">why</th>
          </tr>
        </thead>
        <tbody>
          ${open.map(
            ({ reason, times }) =>
              html`<tr>
                <td class="number">${times}</td>
                <td>${reason}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function mockSection({ mockFaults, mockBreaks }: Report): Markup {
  if (mockFaults.length + mockBreaks.length === 0) return html``;
  return html`<section aria-labelledby="mock">
    <h2 id="mock">The mock’s own faults</h2>
    <p>Neither the document nor an API is to blame for these.</p>
    <ul>
      ${mockBreaks.map(({ reason, times, operation, request }) => html`<li>No answer to ${plural(times, "request")} of <code>${operation}</code> and others: ${reason}. First: <code>${request}</code></li>`)}
      ${explainedItems(mockFaults)}
    </ul>
  </section>`;
}

/** Deviations of one explanation as one item, each to be opened. */
function explainedItems(findings: readonly ReportedFinding[]): readonly Markup[] {
  const groups = Map.groupBy(findings, ({ mockFault }) => mockFault?.explanation ?? "");
  return [...groups].map(
    ([explanation, found]) =>
      html`<li>
        ${explanation}
        <details>
          <summary>${plural(found.length, "deviation")}</summary>
          <ul>
            ${found.map(({ check, operation, received, documented }) => html`<li><code>${operation}</code>, ${check}: received ${received}, documented ${documented}</li>`)}
          </ul>
        </details>
      </li>`,
  );
}

function exampleSection({ documentExamples }: Report): Markup {
  if (documentExamples.length === 0) return html``;
  return html`<section aria-labelledby="examples">
    <h2 id="examples">Examples of the document that contradict it</h2>
    <p>The mock has only handed them on.</p>
    <ul>
      ${explainedItems(documentExamples)}
    </ul>
  </section>`;
}

function diagnosticsSection({ diagnostics }: Report): Markup {
  if (diagnostics.length === 0) return html``;
  return html`<section aria-labelledby="diagnostics">
    <h2 id="diagnostics">Notes on the document and the run</h2>
    <ul>
      ${diagnostics.map(({ severity, message, pointer, place, times }) => html`<li><span class="${severity}">${severity}</span> ${message}${times === undefined ? "" : ` (${plural(times, "time")})`} <code class="quiet">${place ?? pointer}</code></li>`)}
    </ul>
  </section>`;
}
