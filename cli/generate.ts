import { basename, extname } from "node:path";
import { changesReport } from "./changesReport.ts";
import { checkOne } from "./checkOne.ts";
import { loadConfig, type DocumentConfig } from "./config.ts";
import { generateOne } from "./generateOne.ts";
import { readArguments, UsageError, type ExitStatus } from "./usage.ts";

const OPTIONS = {
  out: { type: "string" },
  check: { type: "boolean", default: false },
  watch: { type: "boolean", default: false },
  arbitraries: { type: "boolean", default: false },
  brands: { type: "boolean", default: false },
  format: { type: "string", default: "text" },
  config: { type: "string" },
} as const;

/**
 * `covenant generate`: writes builders and types of a document, or of every document of the configuration; with --check only says what is stale
 * (`--format` as in `covenant diff`), with --watch goes on after each save.
 */
export async function generate(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, OPTIONS);
  changesReport(values.format);
  const configured = await jobsOf(positionals, values.out, values.config);
  const jobs = configured.map((job) => ({
    ...(values.arbitraries ? { arbitraries: true } : {}),
    ...(values.brands ? { brands: true } : {}),
    ...job,
  }));
  if (values.watch) return watching(jobs, values.check);
  let status: ExitStatus = 0;
  for (const job of jobs) {
    const fresh = values.check ? await checkOne(job, values.format) : await writeOne(job);
    if (!fresh) status = 1;
  }
  return status;
}

/** Until somebody ends it. */
async function watching(jobs: readonly DocumentConfig[], check: boolean): Promise<ExitStatus> {
  if (check) throw new UsageError("Expected either --check or --watch, but both came.");
  const { watch } = await import("./watch.ts");
  const ended = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ended.abort());
  await watch(jobs, (line) => console.log(line), ended.signal);
  return 0;
}

async function jobsOf(
  positionals: readonly string[],
  out: string | undefined,
  named: string | undefined,
): Promise<readonly DocumentConfig[]> {
  const [document, extra] = positionals;
  if (extra !== undefined) throw new UsageError(`Expected one OpenAPI document, but "${extra}" came too.`);
  const config = await loadConfig(named);
  if (document === undefined) {
    if (config === undefined)
      throw new UsageError("Expected an OpenAPI document, or a covenant.config.ts that names some, but found neither.");
    return config.documents;
  }
  const known = config?.documents.find((entry) => entry.document === document);
  if (known !== undefined && out === undefined) return [known];
  return [{ document, out: out ?? `generated/${basename(document, extname(document))}` }];
}

async function writeOne(job: DocumentConfig): Promise<boolean> {
  const { outcome, text } = await generateOne(job);
  if (outcome === "unusable" || outcome === "refused") throw new UsageError(text);
  console.log(text);
  return true;
}
