import { diffModels } from "../model/index.ts";
import { changesReport } from "./changesReport.ts";
import { readArguments, readModel, UsageError, type ExitStatus } from "./usage.ts";

const OPTIONS = { format: { type: "string", default: "text" } } as const;

/**
 * `covenant diff`: what changed from one document to another, each change marked by whom it breaks. 1 where it breaks clients: what is new (an
 * operation, an optional parameter) breaks every server until it is built, and is no reason to stop.
 */
export async function diff(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, OPTIONS);
  const [old, current, ...more] = positionals;
  if (old === undefined || current === undefined || more.length > 0)
    throw new UsageError(
      `Expected two OpenAPI documents, the old one and the new one, but ${positionals.length} came. See covenant --help.`,
    );
  const report = changesReport(values.format);
  const before = await readModel(old);
  const after = await readModel(current);
  const changes = diffModels(before, after);
  console.log(report({ before: { name: before.document.file, model: before }, after, changes }));
  return changes.some(({ breaking }) => breaking.client) ? 1 : 0;
}
