import type { LoggedBody, LoggedRequest, LoggedResponse, Step } from "../log/events.ts";
import { html, type Markup } from "./markup.ts";
import type { FlakyFinding, ReportedFinding } from "./report.ts";
import { plural } from "./visible.ts";

/** Longest body that a page shows; the log has the rest. */
const SHOWN = 4000;

/** One finding: what came against what is documented, how to see it again, and the whole exchange to open. */
export function findingArticle(finding: ReportedFinding | FlakyFinding, promise: string): Markup {
  const { id, check, operation, request, received, documented, violation, known, seen, unit, shrinkRequests } = finding;
  const shrunk = shrinkRequests === undefined ? "" : `; made smaller in ${plural(shrinkRequests, "request")}`;
  return html`<article
    id="finding-${id}"
    aria-labelledby="title-${id}"
    ${known === undefined && !("shown" in finding) ? "" : html` class="known"`}
  >
    <h3 id="title-${id}">${check} <code>${operation}</code></h3>
    <p class="promise">${promise}</p>
    <dl>
      <dt>received</dt>
      <dd class="received">${received}</dd>
      <dt>documented</dt>
      <dd class="documented">${documented}</dd>
      <dt>document</dt>
      <dd><code>${finding.place}</code> <code class="quiet">${finding.pointer}</code></dd>
      ${
        violation === undefined
          ? ""
          : html`<dt>broken on purpose</dt>
              <dd>${violation.name} at <code>${violation.at}</code>; all else is valid</dd>`
      }
      <dt>request</dt>
      <dd><code>${request.method} ${request.target}</code></dd>
      <dt>seen</dt>
      <dd>${plural(seen, "time")}, first in <code>${unit}</code>${shrunk}</dd>
      ${
        "shown" in finding
          ? html`<dt>shown again</dt>
              <dd>${finding.shown} of ${plural(finding.tries, "try", "tries")}</dd>`
          : ""
      }
      <dt>replay</dt>
      <dd><code class="copy">npx covenant replay ${id}</code></dd>
      ${
        known === undefined
          ? ""
          : html`<dt>known</dt>
              <dd>to ${known.owner} until ${known.expires}: ${known.reason}</dd>`
      }
    </dl>
    <details>
      <summary>curl</summary>
      <pre class="copy" tabindex="0">${finding.curl}</pre>
    </details>
    <details>
      <summary>request and response</summary>
      <pre tabindex="0">${requestText(request)}</pre>
      <pre tabindex="0">
${"status" in finding.response ? responseText(finding.response) : `no answer: ${finding.response.failure}`}</pre>
    </details>
    ${sequence(finding.sequence)}
  </article>`;
}

function sequence(steps: readonly Step[]): Markup {
  if (steps.length < 2) return html``;
  return html`<details>
    <summary>the ${plural(steps.length, "request")} in order</summary>
    <ol>
      ${steps.map(
        ({ operation, role, request, makes }) =>
          html`<li>
            ${operation}${role === undefined ? "" : ` (${role})`}
            <pre tabindex="0">${requestText(request)}</pre>
            ${Object.entries(makes).map(([token, expression]) => html`<p class="quiet"><code>${token}</code> is its <code>${expression}</code></p>`)}
          </li>`,
      )}
    </ol>
  </details>`;
}

function requestText({ method, target, headers, body }: LoggedRequest): string {
  return message(`${method} ${target}`, headers, body);
}

function responseText({ status, headers, body }: LoggedResponse): string {
  return message(String(status), headers, body);
}

function message(first: string, headers: LoggedRequest["headers"], body: LoggedBody | undefined): string {
  const head = [first, ...headers.map(([name, value]) => `${name}: ${value}`)].join("\n");
  return body === undefined || body === "" ? head : `${head}\n\n${bodyText(body)}`;
}

function bodyText(body: LoggedBody): string {
  if (typeof body !== "string") return `(${Buffer.byteLength(body.base64, "base64")} bytes that are no UTF-8)`;
  return body.length > SHOWN ? `${body.slice(0, SHOWN)}… (${body.length} characters)` : body;
}
