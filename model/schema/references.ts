import type { At } from "../at.ts";
import type { Pointer } from "../model.ts";
import { below } from "../pointer.ts";
import type { Report } from "../reader.ts";
import { type Target, lookUp, targetOf } from "../reference.ts";
import type { Sources } from "../source/load.ts";
import { type Identifiers, identified, identifiersOf } from "./identifiers.ts";

/** Where the references of schemas lead: into files, to `$id`s and to anchors. Remembers every place it was asked for. */
export class SchemaReferences {
  readonly #sources: Sources;
  readonly #identifiers: Identifiers;
  readonly #report: Report;
  readonly #known = new Set<Pointer>();
  readonly #waiting: Pointer[] = [];

  constructor(sources: Sources, report: Report) {
    this.#sources = sources;
    this.#identifiers = identifiersOf(sources);
    this.#report = report;
  }

  /** The absolute form of a `$ref`; one that leads nowhere is told and stays as it was. */
  resolve(written: string, from: Pointer, keyword: "$ref" | "$dynamicRef" = "$ref"): Pointer {
    const target = this.find(written, from);
    if (target.outcome === "found") return this.#wanted(target.at.pointer);
    this.#report("error", "unresolvedReference", target.message, below(from, keyword));
    return written;
  }

  /**
   * `$dynamicRef` (JSON Schema 2020-12, core, section 8.2.3.2). One anchor of that name in all files: it can only lead there.
   * Several: which one depends on the way by which validation came, and the nearest is taken.
   */
  resolveDynamic(written: string, from: Pointer): Pointer {
    const places = this.#identifiers.dynamic.get(written.slice(written.indexOf("#") + 1)) ?? [];
    if (places.length > 1) {
      const message = `"${written}" may lead to ${places.length} places, depending on where validation came from. The nearest is taken, which may be wrong.`;
      this.#report("warning", "dynamicReference", message, below(from, "$dynamicRef"));
    }
    return this.resolve(written, from, "$dynamicRef");
  }

  /** What a discriminator's mapping names: a schema by its bare name or by reference (OAS 3.1, section 4.8.25). */
  resolveMapping(written: string, from: Pointer): Pointer | undefined {
    const named = below("#/components/schemas", written);
    if (/^[\w.-]+$/.test(written) && lookUp(this.#sources, named) !== undefined) return this.#wanted(named);
    const target = this.find(written, from);
    return target.outcome === "found" ? this.#wanted(target.at.pointer) : undefined;
  }

  /** A place that was asked for and not yet handed out. */
  next(): At | undefined {
    const pointer = this.#waiting.pop();
    return pointer === undefined ? undefined : lookUp(this.#sources, pointer);
  }

  /** What a reference names, without remembering it. */
  find(written: string, from: Pointer): Target {
    const pointer = identified(this.#identifiers, this.#sources, written, from);
    const at = pointer === undefined ? undefined : lookUp(this.#sources, pointer);
    return at === undefined ? targetOf(this.#sources, written, from) : { outcome: "found", at };
  }

  #wanted(pointer: Pointer): Pointer {
    if (!this.#known.has(pointer)) {
      this.#known.add(pointer);
      this.#waiting.push(pointer);
    }
    return pointer;
  }
}
