import { ENGINE, type GenerateOptions } from "../generator/options.ts";
import { unchangedFiles } from "../generator/output/stamp.ts";
import type { DocumentConfig } from "./config.ts";
import { errorsText } from "./usage.ts";

/** What became of one document: a line for people, and the names of the files that it was read from. */
export interface Generated {
  readonly outcome: "written" | "unchanged" | "refused" | "unusable";
  readonly text: string;
  readonly files: readonly string[];
}

/** Makes an output folder what its document gives; the generator is loaded only where something may have changed. */
export async function generateOne(job: DocumentConfig): Promise<Generated> {
  const { document, out } = job;
  const title = `${document} -> ${out}`;
  const fresh = await unchangedFiles(document, out, optionsOf(job));
  if (fresh !== undefined) {
    return {
      outcome: "unchanged",
      text: `${title}: nothing to do, ${fresh.count} files are fresh`,
      files: fresh.files,
    };
  }
  const { readDocument } = await import("../model/index.ts");
  const read = await readDocument(document);
  if (read.outcome === "unusable") return { ...read, text: errorsText(read.diagnostics) };
  const { generate, writeGenerated } = await import("../generator/index.ts");
  const written = await writeGenerated(out, await generate(read.model, optionsOf(job)));
  const { files } = read.model.document;
  if (written.refused.length > 0) {
    const text = `Expected to write ${written.refused.join(", ")} in ${out}, but files that are not Covenant's stand there. Move them, or choose another --out.`;
    return { outcome: "refused", text, files };
  }
  const changed = written.written.length + written.removed.length > 0;
  const counts = (["written", "removed", "unchanged"] as const).flatMap((what) =>
    written[what].length === 0 ? [] : [`${written[what].length} ${what}`],
  );
  const done = changed ? counts.join(", ") : `nothing to do, ${written.unchanged.length} files are fresh`;
  return { outcome: changed ? "written" : "unchanged", text: `${title}: ${done}`, files };
}

export function optionsOf({ runtime, arbitraries = false, brands = false }: DocumentConfig): GenerateOptions {
  return {
    ...(runtime === undefined ? {} : { runtime }),
    ...(arbitraries === false ? {} : { arbitraries: arbitraries === true ? ENGINE : arbitraries }),
    ...(brands ? { brands } : {}),
  };
}
