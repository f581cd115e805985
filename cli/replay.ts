import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replay as replaySteps } from "../harness/run/replay.ts";
import { redaction } from "../harness/log/redact.ts";
import { AUTH_OPTIONS, credentialsOf } from "./auth.ts";
import { loadConfig } from "./config.ts";
import { guardFor, HOST_OPTIONS } from "./hosts.ts";
import { FINDINGS, type StoredFinding } from "./sink.ts";
import { openTarget } from "./target.ts";
import { onlyArgument, readArguments, readModel, UsageError, type ExitStatus } from "./usage.ts";

/** `covenant replay`: sends one finding's request again, and what it needs before it; 1 while it still shows, 0 when it is gone. */
export async function replay(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    url: { type: "string" },
    ...AUTH_OPTIONS,
    ...HOST_OPTIONS,
  });
  const {
    document,
    target: recorded,
    finding,
  } = stored(onlyArgument(positionals, "the id of a finding, as a report prints it"));
  const model = await readModel(document);
  const url = values.url ?? recorded;
  const credentials = credentialsOf(values, model, url, process.env);
  if (!credentials.given && finding.sequence.some((step) => step.credentials === "given"))
    throw new UsageError(
      "Expected the --auth of the run that met this finding: it was given credentials, which nothing keeps.",
    );
  const { redact = [] } = (await loadConfig(undefined)) ?? {};
  const hiding = redaction(credentials, redact);
  const sent = new Set(finding.sequence.map(({ operation }) => operation));
  const guard = guardFor(
    url,
    model.operations.filter(({ id }) => sent.has(id)),
    values["allow-host"],
  );
  const target = guard(await openTarget(document, url));
  try {
    const replayed = await replaySteps(model, target, finding.sequence, 10_000, credentials);
    if (replayed.outcome === "impossible")
      throw new UsageError(`Finding ${finding.id} cannot be replayed: ${replayed.reason}.`);
    if (replayed.outcome === "failed") {
      console.log(`no answer: ${replayed.failure}`);
      return replayed.refused ? 3 : 1;
    }
    const { response, findings } = replayed;
    console.log(
      hiding.text(
        `${finding.curl}\n\n${response.status}\n${response.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}\n\n${typeof response.body === "string" ? response.body : response.body.base64}\n`,
      ),
    );
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

function stored(id: string): StoredFinding {
  const file = join(FINDINGS, `${id}.json`);
  if (!/^[0-9a-f]{12}$/.test(id) || !existsSync(file))
    throw new UsageError(
      `Expected the id of a finding of an earlier run, but there is no ${file}. Run covenant check here first.`,
    );
  const finding: StoredFinding = JSON.parse(readFileSync(file, "utf8"));
  return finding;
}
