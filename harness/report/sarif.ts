import { pathToFileURL } from "node:url";
import type { Report, ReportedDiagnostic, ReportedFinding } from "./report.ts";
import { own } from "./own.ts";

/** The report as SARIF 2.1.0: each check a rule, each finding a result at its place in the document, each diagnostic a notification. */
export function sarifReport(report: Report): string {
  const promises = { ...report.checks, ...report.stories };
  const rules = [...new Set([...Object.keys(promises), ...report.findings.map(({ check }) => check)])];
  const isWhole = report.outcome === "conforms" || report.outcome === "violates";
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Covenant",
            ...(report.covenant !== "" && { version: report.covenant }),
            rules: rules.map((id) => ({ id, shortDescription: { text: own(promises, id) ?? id } })),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: isWhole,
            ...(report.reason !== undefined && { exitCodeDescription: report.reason }),
            toolExecutionNotifications: report.diagnostics.map(notification),
          },
        ],
        properties: { target: report.target, seed: report.seed, outcome: report.outcome },
        results: report.findings.map((finding) => result(finding, rules.indexOf(finding.check))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(finding: ReportedFinding, ruleIndex: number): object {
  const { id, check, operation, pointer, place, received, documented, request, curl, seen, known } = finding;
  return {
    ruleId: check,
    ruleIndex,
    level: "error",
    message: {
      text: `${operation}: received ${received}, documented ${documented}. Replay: npx covenant replay ${id}`,
    },
    locations: [location(place, pointer, operation)],
    partialFingerprints: { "covenantFinding/v1": id },
    occurrenceCount: Math.max(1, seen),
    ...(known !== undefined && {
      suppressions: [{ kind: "external", justification: `${known.owner}, until ${known.expires}: ${known.reason}` }],
    }),
    properties: { operation, request: `${request.method} ${request.target}`, curl },
  };
}

function notification({ severity, message, pointer, place }: ReportedDiagnostic): object {
  return {
    level: severity === "information" ? "note" : severity,
    message: { text: message },
    ...(place !== undefined && { locations: [location(place, pointer)] }),
  };
}

/** `pets.yaml:12:9` */
function location(place: string, pointer: string, name?: string): object {
  const [, file = place, line = "1", column = "1"] = /^(.*):(\d+):(\d+)$/s.exec(place) ?? [];
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: Math.max(1, Number(line)), startColumn: Math.max(1, Number(column)) },
    },
    logicalLocations: [{ ...(name !== undefined && { name }), fullyQualifiedName: pointer }],
  };
}

/** A relative reference for a relative path, as code hosts want it, so that it is found in the repository. */
function uriOf(file: string): string {
  if (/^https?:\/\//.test(file)) return file;
  if (file.startsWith("/")) return pathToFileURL(file).href;
  return file.toWellFormed().replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
