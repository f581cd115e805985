import type { Step } from "../harness/log/events.ts";
import { redaction } from "../harness/log/redact.ts";
import { replay as replaySteps } from "../harness/run/replay.ts";
import { AUTH_OPTIONS, credentialsOf } from "./auth.ts";
import { loadConfig } from "./config.ts";
import { findingsNamed, type StoredFinding } from "./findings.ts";
import { guardFor, HOST_OPTIONS } from "./hosts.ts";
import { openTarget } from "./target.ts";
import { onlyArgument, readArguments, readModel, UsageError, type ExitStatus } from "./usage.ts";

/** What it prints has no colours: `--no-color` is taken because the other commands take it. */
const OPTIONS = {
  url: { type: "string" },
  "no-color": { type: "boolean" },
  ...AUTH_OPTIONS,
  ...HOST_OPTIONS,
} as const;

/** What no run without credentials can send. */
const NEEDS_AUTH = new Set<Step["credentials"]>(["given", "wrong", "swapped"]);

type Flags = ReturnType<typeof readArguments<typeof OPTIONS>>["values"];

/** `covenant replay`: sends the requests of one finding, or of every finding of a log, again; 1 while one still shows, 0 when they are gone. */
export async function replay(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const name = onlyArgument(positionals, "the id of a finding, as a report prints it, or a log");
  const found = findingsNamed(name);
  if (found.length === 0) console.log(`${name} has no finding`);
  let status: ExitStatus = 0;
  for (const stored of found) {
    const one = await replayOne(stored, values);
    if (one === 3) return 3;
    if (one !== 0) status = one;
  }
  return status;
}

async function replayOne({ document, target: recorded, finding }: StoredFinding, values: Flags): Promise<ExitStatus> {
  const model = await readModel(document);
  const url = values.url ?? recorded;
  const credentials = credentialsOf(values, model, url, process.env);
  if (!credentials.given && finding.sequence.some((step) => NEEDS_AUTH.has(step.credentials)))
    throw new UsageError(
      "Expected the --auth of the run that met this finding: it was given credentials, which nothing keeps.",
    );
  const { redact = [] } = (await loadConfig(undefined)) ?? {};
  const hiding = redaction(credentials, redact);
  const sent = new Set(finding.sequence.map(({ operation }) => operation));
  const operations = model.operations.filter(({ id }) => sent.has(id));
  const target = guardFor(url, operations, values["allow-host"])(await openTarget(document, url));
  try {
    const replayed = await replaySteps(model, target, finding, 10_000, credentials);
    if (replayed.outcome === "impossible")
      throw new UsageError(`Finding ${finding.id} cannot be replayed: ${replayed.reason}.`);
    if (replayed.outcome === "failed") {
      console.log(`no answer: ${replayed.failure}`);
      return replayed.refused ? 3 : 1;
    }
    const { response, findings } = replayed;
    const headers = response.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
    const body = typeof response.body === "string" ? response.body : response.body.base64;
    console.log(hiding.text(`${finding.curl}\n\n${response.status}\n${headers}\n\n${body}\n`));
    const again = findings.find(({ id }) => id === finding.id);
    console.log(
      again === undefined
        ? `✓ ${finding.check} holds: the finding is gone`
        : `✗ ${again.check}  received ${again.received}, documented ${again.documented}`,
    );
    return again === undefined ? 0 : 1;
  } finally {
    await target.close();
  }
}
