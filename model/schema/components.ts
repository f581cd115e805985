type Edges = ReadonlyMap<string, ReadonlySet<string>>;

/** Strongly connected components (Tarjan 1972): by node, a number that nodes share if and only if each can be reached from the other. */
export function components(edges: Edges): ReadonlyMap<string, number> {
  const search = new Search(edges);
  for (const node of edges.keys()) search.from(node);
  return search.component;
}

/** A depth-first search with its own stack: documents may nest deeper than calls can. */
class Search {
  readonly component = new Map<string, number>();
  readonly #edges: Edges;
  readonly #order = new Map<string, number>();
  readonly #low = new Map<string, number>();
  readonly #unassigned: string[] = [];
  readonly #open: { readonly node: string; readonly rest: Iterator<string> }[] = [];

  constructor(edges: Edges) {
    this.#edges = edges;
  }

  from(start: string): void {
    if (!this.#order.has(start)) this.#enter(start);
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) this.#leave(top.node);
      else if (!this.#order.has(next.value)) this.#enter(next.value);
      else if (!this.component.has(next.value)) this.#lower(top.node, this.#order.get(next.value));
    }
  }

  #enter(node: string): void {
    const order = this.#order.size;
    this.#order.set(node, order);
    this.#low.set(node, order);
    this.#unassigned.push(node);
    this.#open.push({ node, rest: (this.#edges.get(node) ?? new Set<string>()).values() });
  }

  #leave(node: string): void {
    this.#open.pop();
    const parent = this.#open.at(-1);
    if (parent !== undefined) this.#lower(parent.node, this.#low.get(node));
    const number = this.#order.get(node);
    if (number === undefined || this.#low.get(node) !== number) return;
    for (const member of this.#unassigned.splice(this.#unassigned.lastIndexOf(node)))
      this.component.set(member, number);
  }

  #lower(node: string, to: number | undefined): void {
    this.#low.set(node, Math.min(this.#low.get(node) ?? 0, to ?? 0));
  }
}
