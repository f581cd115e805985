import { messageOf, readOptions, USAGE, UsageError } from "./options.ts";
import { startEndpoint } from "./server.ts";
import { writeState } from "./state.ts";
import { openStore } from "./storage.ts";

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

function exportState(file: string | undefined): void {
  if (file === undefined) throw new UsageError("--export: expected --db <file> too");
  const store = openStore(file);
  console.log(writeState(store.export()));
  store.close();
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`endpoint: ${messageOf(error)}`);
  if (error instanceof UsageError) console.error("endpoint: --help names the options");
  process.exit(2);
}
