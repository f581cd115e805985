import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { DEFECTS } from "./defects.ts";
import { updateStatus } from "./defects/answers.ts";
import type { Defect } from "./defects/defect.ts";
import type { EndpointOptions } from "./server.ts";
import { readState } from "./state.ts";
import type { SavedResource } from "./storage.ts";

export const USAGE = `usage: node endpoint/main.ts [options]
  --port <port>               the port on 127.0.0.1; any free one without it
  --db <file>                 keep the state in this file; in memory without it
  --seed-state <file>         load the resources that --export has written
  --export                    print the resources of --db as JSON and stop
  --throttle <rate>/<burst>   requests a second, and how many at once
  --anonymous                 ask for no credentials
  --credentials <id>:<secret> accept this key alone, and verify signatures
  --update-status <status>    answer a successful updateRouteResponse with another 2xx
  --defect <name>             have one fault on purpose, of those below
  --help                      print this

faults, and the checks that find them:
${DEFECTS.map(({ name, description, check }) => `  ${name.padEnd(20)} ${description} (${check})`).join("\n")}`;

/** The command line cannot be used; the message says what was expected. */
export class UsageError extends Error {}

/** Reads the command line. Throws UsageError. */
export function readOptions(args: readonly string[]): EndpointOptions & { help: boolean; export: boolean } {
  const { values } = parse(args);
  if (values.anonymous && values.credentials !== undefined) {
    throw new UsageError("--anonymous and --credentials exclude each other");
  }
  if (values.defect !== undefined && (values.credentials !== undefined || values["update-status"] !== undefined)) {
    // Faults change requests before their signature is looked at, which would then be found wrong.
    throw new UsageError("--defect excludes --credentials and --update-status");
  }
  return {
    help: values.help,
    export: values.export,
    ...(values.port === undefined ? {} : { port: portOf(values.port) }),
    ...(values.db === undefined ? {} : { file: values.db }),
    ...(values.throttle === undefined ? {} : { throttle: throttleOf(values.throttle) }),
    ...(values["seed-state"] === undefined ? {} : { state: stateOf(values["seed-state"]) }),
    ...(values.credentials === undefined ? {} : { credentials: credentialsOf(values.credentials) }),
    ...(values["update-status"] === undefined ? {} : { defect: updateStatus(statusOf(values["update-status"])) }),
    ...(values.defect === undefined ? {} : { defect: defectOf(values.defect) }),
    ...(values.anonymous ? { credentials: "anonymous" } : {}),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        db: { type: "string" },
        throttle: { type: "string" },
        anonymous: { type: "boolean", default: false },
        credentials: { type: "string" },
        "seed-state": { type: "string" },
        export: { type: "boolean", default: false },
        "update-status": { type: "string" },
        defect: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port: expected 0 to 65535, got ${text}`);
  return Number(text);
}

function throttleOf(text: string): { rate: number; burst: number } {
  const [, rate, burst] = /^(\d+(?:\.\d+)?)\/(\d+)$/.exec(text) ?? [];
  if (!Number(rate) || !Number(burst))
    throw new UsageError(`--throttle: expected <rate>/<burst>, such as 10/20, got ${text}`);
  return { rate: Number(rate), burst: Number(burst) };
}

function credentialsOf(text: string): { accessKeyId: string; secretAccessKey: string } {
  const [, accessKeyId, secretAccessKey] = /^([^:]+):(.+)$/s.exec(text) ?? [];
  // What was given is a secret: it is not repeated.
  if (!accessKeyId || !secretAccessKey) throw new UsageError("--credentials: expected <id>:<secret>");
  return { accessKeyId, secretAccessKey };
}

function statusOf(text: string): number {
  // 204 and 205 have no body, so they could not tell what was changed.
  if (!/^2\d\d$/.test(text) || text === "204" || text === "205") {
    throw new UsageError(`--update-status: expected a 2xx that has a body, got ${text}`);
  }
  return Number(text);
}

function defectOf(name: string): Defect {
  const defect = DEFECTS.find((one) => one.name === name);
  if (defect === undefined) throw new UsageError(`--defect: there is no defect ${name}`);
  return defect;
}

function stateOf(file: string): readonly SavedResource[] {
  try {
    return readState(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--seed-state ${file}: ${messageOf(error)}`);
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
