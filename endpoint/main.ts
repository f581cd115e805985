import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startEndpoint, type EndpointOptions } from "./server.ts";
import { readState, writeState } from "./state.ts";
import { openStore, type SavedResource } from "./storage.ts";

const USAGE = `usage: node endpoint/main.ts [options]
  --port <port>               the port on 127.0.0.1; any free one without it
  --db <file>                 keep the state in this file; in memory without it
  --seed-state <file>         load the resources that --export has written
  --export                    print the resources of --db as JSON and stop
  --throttle <rate>/<burst>   requests a second, and how many at once
  --anonymous                 ask for no credentials
  --credentials <id>:<secret> accept this key alone, and verify signatures
  --help`;

class UsageError extends Error {}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) {
    console.log(USAGE);
    return;
  }
  if (options.export) {
    exportState(options.file);
    return;
  }
  const endpoint = await startEndpoint(options);
  console.log(endpoint.url);
  const stop = (): void => {
    void endpoint.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function readOptions(args: readonly string[]): EndpointOptions & { help: boolean; export: boolean } {
  const { values } = parse(args);
  if (values.anonymous && values.credentials !== undefined) {
    throw new UsageError("--anonymous and --credentials exclude each other");
  }
  return {
    help: values.help,
    export: values.export,
    ...(values.port === undefined ? {} : { port: portOf(values.port) }),
    ...(values.db === undefined ? {} : { file: values.db }),
    ...(values.throttle === undefined ? {} : { throttle: throttleOf(values.throttle) }),
    ...(values["seed-state"] === undefined ? {} : { state: stateOf(values["seed-state"]) }),
    ...(values.credentials === undefined ? {} : { credentials: credentialsOf(values.credentials) }),
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

function stateOf(file: string): readonly SavedResource[] {
  try {
    return readState(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--seed-state ${file}: ${messageOf(error)}`);
  }
}

function exportState(file: string | undefined): void {
  if (file === undefined) throw new UsageError("--export: expected --db <file> too");
  const store = openStore(file);
  console.log(writeState(store.export()));
  store.close();
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`endpoint: ${messageOf(error)}`);
  if (error instanceof UsageError) console.error(USAGE);
  process.exit(2);
}
