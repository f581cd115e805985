/** The entry of that name, and nothing that every object inherits: an operation may be called `toString`. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
