import { UsageError, type ExitStatus } from "./usage.ts";

const USAGE = `covenant: keeps an HTTP API true to its OpenAPI document

  covenant generate <document> [--out <dir>] [--check | --watch]    write typed builders; --check fails if they are stale;
                                                                    --arbitraries: and arbitraries of their inputs, for tests; --check has diff's --format;
                                                                    --brands: no id goes where one of another kind is asked
  covenant check <document> (--url <base-url> | --mock) [options]   fire generated requests and judge every answer
  covenant fuzz <document> --url <base-url> [--time 10m] [options]  explore until time or budget ends
  covenant replay <finding-id | log>                                send one finding's requests again, or all of a log
  covenant report <log>                                             the report again, from a log, whole or cut short
  covenant merge <log>... [--log <merged>]                          the logs of a run's shards as one, and its report
  covenant mock <document> [--port <port>]                          the Prism mock alone
  covenant diff <old> <new> [--format text|json|markdown]           what changed, and whom it breaks; 1 where it breaks clients

options of check and fuzz:
  --seed <n>            what the requests are drawn from; a fresh one without it, printed in the report
  --concurrency <n>     units in flight (8)
  --threads <n>         so many threads share the units, for a target that is faster than one (1)
  --rate <n>            requests a second at most, over all units
  --max-requests <n>    never send more
  --timeout <time>      for one request (10s)
  --shard <i>/<n>       only this part of the units; covenant merge puts the logs together
  --include <id>        only this operation; may be repeated
  --exclude <id>        not this operation; may be repeated
  --strength 2|3        combine parameters and members in pairs or triples (2)
  --auth <kind>=<value> real credentials; kinds: basic=<user>:<password>, bearer=<token>, apiKey=<value>,
                        oauth2-client-credentials=<id>:<secret>@<token-url>, sigv4=<region>/<service> (key from AWS_*).
                        A value may be env:<NAME> or cmd:<command for the shell>; <scheme>:<kind>=… is for one scheme
  --header 'Name: value'  in every request; may be repeated
  --allow-host <host>   may be changed though it is not this machine
  --log <file>          the event log (.covenant/<time>.ndjson)
  --quiet               no progress

options of check alone:
  --phase <name>        examples, coverage, fuzz or stateful; may be repeated (all)
  --blocks <n>          blocks of drawn cases and of stories for each operation (2)

options of check, report and merge:
  --report <format>=<file>,…  html, junit, sarif, har or json; json=- goes to standard output instead of text
  --baseline <file>     known findings, which fail nothing until they expire:
                        [{ "id": "…", "owner": "…", "reason": "…", "expires": "2026-12-31" }]
  --no-color

exit status: 0 conforms, 1 findings, 2 unusable command or document, 3 target unreachable, 130 interrupted`;

type Subcommand = (args: readonly string[]) => Promise<ExitStatus>;

/** Loaded when asked for: a check does not pay for the generator's compiler. */
const subcommands: Readonly<Record<string, () => Promise<Subcommand>>> = {
  generate: async () => (await import("./generate.ts")).generate,
  check: async () => (await import("./check.ts")).check,
  fuzz: async () => (await import("./fuzz.ts")).fuzz,
  replay: async () => (await import("./replay.ts")).replay,
  report: async () => (await import("./report.ts")).report,
  merge: async () => (await import("./merge.ts")).merge,
  mock: async () => (await import("./mock.ts")).mock,
  diff: async () => (await import("./diff.ts")).diff,
};

/** Runs the command; everything that can be wrong with what was asked for ends here, as one message and exit status 2. */
export async function main(args: readonly string[]): Promise<ExitStatus> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help" || rest.includes("--help")) {
    console.log(USAGE);
    return name === undefined ? 2 : 0;
  }
  try {
    const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
    if (load === undefined)
      throw new UsageError(
        `Expected one of ${Object.keys(subcommands).join(", ")}, but "${name}" came. See covenant --help.`,
      );
    return await (
      await load()
    )(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`covenant: ${error.message}`);
    return 2;
  }
}
