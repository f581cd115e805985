/** Draws for the operations of one document after another, as it is told their files, and tells what comes of each operation. */
import { readDocument } from "../../model/index.ts";
import { schemaEngine } from "../../harness/schema/index.ts";
import { viewsOf } from "../../harness/views.ts";
import { drawsOf } from "./draws.ts";
import { asker } from "./ajv.ts";
import type { Told } from "./outcome.ts";

const MOST_OPERATIONS = 40;
/** Of the processor: a document's sample ends here. */
const MOST_MICROSECONDS = 1_500_000;

const tell = (told: Told): void => void process.send?.(told);

async function document(file: string): Promise<void> {
  const began = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(began);
    return user + system;
  };
  const read = await readDocument(file);
  if (read.outcome !== "read") return tell({ told: "unusable", reason: read.diagnostics[0]?.message ?? "" });
  const { model } = read;
  const every = Math.ceil(model.operations.length / MOST_OPERATIONS);
  const chosen = model.operations.filter((_, index) => index % every === 0);
  tell({ told: "opened", operations: model.operations.length, chosen: chosen.map(({ id }) => id) });
  const engine = schemaEngine(model.resolve);
  const drawing = { model, engine, schemas: viewsOf(model, engine).request, ajv: asker(model) };
  for (const [index, operation] of chosen.entries()) {
    if (spent() > MOST_MICROSECONDS) return tell({ told: "done", left: chosen.length - index });
    tell({ told: "begun", operation: operation.id, pointer: operation.pointer });
    tell({ told: "drawn", draws: drawsOf(operation, drawing) });
    await new Promise(setImmediate);
  }
  tell({ told: "done", left: 0 });
}

process.on("message", (file: string) => {
  document(file).catch((error: unknown) =>
    tell({
      told: "unusable",
      reason: error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error),
    }),
  );
});
