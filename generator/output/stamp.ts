import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, parseJson } from "../../model/json.ts";
import { digestOfFiles } from "../../model/source/digest.ts";
import { type GenerateOptions, optionsText } from "../options.ts";
import { generatorDigest } from "../version.ts";
import { HEADER_START } from "./header.ts";
import { FOLDERS } from "./scan.ts";

/**
 * What an output was generated from and what it came to: one line of `contract.json`, by which an output is known to be fresh without generating
 * anything. Only `generate` trusts it, to save its time; `--check` does not, because whoever edits generated code can edit the line too.
 */
export interface Stamp {
  readonly generator: string;
  readonly options: string;
  /** `DocumentInfo.digest` and `DocumentInfo.files`. */
  readonly document: string;
  readonly files: readonly string[];
  readonly output: string;
}

const LINE = /^"generated":(.*),\n/m;

export function stampLine(stamp: Stamp): string {
  return `"generated":${JSON.stringify(stamp)},`;
}

/** A manifest without its stamp: two outputs that differ in nothing else are the same. */
export function withoutStamp(manifest: string): string {
  return manifest.replace(LINE, "");
}

/** An output folder that is just what `generate` would make of its document now. */
export interface Unchanged {
  /** How many files it holds. */
  readonly count: number;
  /** The names of the files that the document was read from. */
  readonly files: readonly string[];
}

/** Undefined where it is not known that nothing has changed. */
export async function unchangedFiles(
  document: string,
  out: string,
  options: GenerateOptions,
): Promise<Unchanged | undefined> {
  const output = outputNow(out);
  const stamp = stampOf(output.get("contract.json")?.toString("utf8") ?? "");
  if (stamp === undefined || stamp.options !== optionsText(options) || stamp.generator !== generatorDigest()) return;
  if (stamp.output !== outputDigest(output)) return;
  return (await digestOfFiles(document, stamp.files)) === stamp.document
    ? { count: output.size, files: stamp.files }
    : undefined;
}

function stampOf(manifest: string): Stamp | undefined {
  const parsed = parseJson(LINE.exec(manifest)?.[1] ?? "");
  if (parsed.outcome === "malformed" || !isJsonObject(parsed.value)) return undefined;
  const { generator, options, document, files, output } = parsed.value;
  const texts = Array.isArray(files) ? files.filter((name) => typeof name === "string") : [];
  if (typeof generator !== "string" || typeof options !== "string") return undefined;
  if (typeof document !== "string" || typeof output !== "string") return undefined;
  return { generator, options, document, files: texts, output };
}

type Bytes = Pick<Buffer, "toString">;

/** SHA-256 over paths and texts (or their lines), in the order of the paths; the manifest's own stamp is left out. */
export function outputDigest(files: ReadonlyMap<string, Bytes | string | readonly string[]>): string {
  const hash = createHash("sha256");
  for (const [path, content] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${path}\n`);
    if (isLines(content)) content.forEach((line, index) => hash.update(index === 0 ? line : `\n${line}`));
    else hash.update(path.endsWith(".json") ? withoutStamp(content.toString()) : content.toString());
  }
  return hash.digest("hex");
}

function isLines(content: Bytes | string | readonly string[]): content is readonly string[] {
  return Array.isArray(content);
}

/** Every file of ours in an output folder, read at one go: a thousand promises would take longer than reading. */
function outputNow(out: string): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const folder of FOLDERS) {
    for (const name of filesIn(join(out, folder))) {
      const content = readFileSync(join(out, folder, name));
      if (name === "contract.json" || content.indexOf(HEADER_START) === 0) found.set(folder + name, content);
    }
  }
  return found;
}

/** None where there is no such folder. */
function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() && /\.(?:ts|json)$/.test(entry.name) ? [entry.name] : []));
  } catch {
    return [];
  }
}
