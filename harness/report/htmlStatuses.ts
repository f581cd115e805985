import { html, type Markup } from "./markup.ts";
import { compare } from "../log/order.ts";
import type { Report } from "./report.ts";
import { own } from "./own.ts";

/** Operations against statuses: how often each came, and which request showed it first; then what was never seen, and why. */
export function statusMatrix(report: Report): Markup {
  const operations = Object.keys(report.statuses);
  if (operations.length === 0) return html``;
  const statuses = [...new Set(Object.values(report.statuses).flatMap((row) => Object.keys(row)))].toSorted(compare);
  return html`<section aria-labelledby="statuses">
    <h2 id="statuses">Statuses</h2>
    <p>
      How often each operation answered so. <span class="never">0</span>: documented and never seen.
      <span class="undocumented">n</span>: came without being documented. The first request that showed a status stands
      in its cell’s title, and below.
    </p>
    <div class="wide" tabindex="0" role="region" aria-labelledby="statuses">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">operation</th>
            ${statuses.map((status) => html`<th scope="col">${status}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${operations.map((operation) => row(report, operation, statuses))}
        </tbody>
      </table>
    </div>
    <details>
      <summary>first seen by</summary>
      ${firstSeen(report)}
    </details>
    ${neverSeen(report)}
  </section>`;
}

function row(
  { statuses, firstSeen: first, documented, operations }: Report,
  id: string,
  columns: readonly string[],
): Markup {
  const { method = "", path = "" } = own(operations, id) ?? {};
  const cells = columns.map((status) => {
    const times = own(statuses, id)?.[status];
    if (times === undefined) return html`<td></td>`;
    if (times === 0) return html`<td class="never">0</td>`;
    const isDocumented = own(documented, id)?.includes(status) === true;
    return html`<td class="${isDocumented ? "seen" : "undocumented"}" title="${own(first, id)?.[status]?.request}">
      ${times}${isDocumented ? "" : html`<span class="hidden"> undocumented</span>`}
    </td>`;
  });
  return html`<tr>
    <th scope="row"><code>${id}</code><br /><span class="quiet">${method} ${path}</span></th>
    ${cells}
  </tr>`;
}

function firstSeen(report: Report): Markup {
  return html`<dl>
    ${Object.entries(report.firstSeen).flatMap(([operation, row]) =>
      Object.entries(row).map(
        ([status, { unit, request }]) =>
          html`<dt>${operation} ${status}</dt>
            <dd><code>${request}</code> <span class="quiet">${unit}</span></dd>`,
      ),
    )}
  </dl>`;
}

function neverSeen({ neverSeen: never }: Report): Markup {
  if (never.length === 0) return html``;
  const groups = Map.groupBy(never, ({ status, reason }) => `${status}: ${reason}`);
  return html`<h3>Documented, never seen</h3>
    <ul>
      ${[...groups].toSorted(([a], [b]) => compare(a, b)).map(([why, rows]) => html`<li>${why} <span class="quiet">${rows.map(({ operation }) => operation).join(", ")}</span></li>`)}
    </ul>`;
}
