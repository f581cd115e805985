/** Rows that together hold every combination of levels of any `strength` factors, as far as some possible row holds it. */
export interface CoveringArray {
  /** A level for each factor. */
  readonly rows: readonly Row[];
  /** All combinations, and how many of them the rows hold: for the others no possible row was found. */
  readonly tuples: number;
  readonly covered: number;
}

export type Row = readonly number[];

/**
 * A covering array, greedily: each row begins with a combination that no row has yet, and takes for every other factor the level that adds most.
 * Where that is not possible, factors go back to level 0, one after the other; a combination that not even stands among zeros is given up.
 * Without chance: the same factors, the same rows.
 */
export function coveringArray(
  levels: readonly number[],
  strength: number,
  isPossible: (row: Row) => boolean,
): CoveringArray {
  const wanted = new Map(tuplesOf(levels, strength).map((tuple) => [keyOf(tuple), tuple]));
  const covered = new Set<string>();
  const rows: Row[] = [];
  for (const [key, tuple] of wanted) {
    if (covered.has(key)) continue;
    const row = possibleRow(tuple, levels, isPossible, (one) => wanted.has(one) && !covered.has(one));
    if (row === undefined) continue;
    rows.push(row);
    for (const held of heldBy(row, strength)) covered.add(keyOf(held));
  }
  return { rows, tuples: wanted.size, covered: covered.size };
}

/** Some factors, ascending, each with a level. */
type Tuple = readonly (readonly [factor: number, level: number])[];

function keyOf(tuple: Tuple): string {
  return tuple.join(" ");
}

function tuplesOf(levels: readonly number[], strength: number, from = 0): readonly Tuple[] {
  if (strength === 0) return [[]];
  return levels.flatMap((count, factor) =>
    factor < from
      ? []
      : tuplesOf(levels, strength - 1, factor + 1).flatMap((rest) =>
          Array.from({ length: count }, (_, level): Tuple => [[factor, level], ...rest]),
        ),
  );
}

function heldBy(row: Row, strength: number): readonly Tuple[] {
  return tuplesOf(
    row.map(() => 1),
    strength,
  ).map((tuple) => tuple.map(([factor]) => [factor, row[factor] ?? 0] as const));
}

function possibleRow(
  tuple: Tuple,
  levels: readonly number[],
  isPossible: (row: Row) => boolean,
  isNew: (key: string) => boolean,
): Row | undefined {
  const row = greedyRow(tuple, levels, isNew);
  if (isPossible(row)) return row;
  const fixed = new Set(tuple.map(([factor]) => factor));
  for (const [factor, level] of row.entries()) {
    if (level === 0 || fixed.has(factor)) continue;
    row[factor] = 0;
    if (isPossible(row)) return row;
  }
  return undefined;
}

function greedyRow(tuple: Tuple, levels: readonly number[], isNew: (key: string) => boolean): number[] {
  const chosen = new Map(tuple);
  for (const [factor, count] of levels.entries()) {
    if (chosen.has(factor)) continue;
    const gains = Array.from({ length: count }, (_, level) => gain([factor, level], chosen, tuple.length, isNew));
    chosen.set(factor, gains.indexOf(Math.max(...gains)));
  }
  return levels.map((_, factor) => chosen.get(factor) ?? 0);
}

/** How many new combinations a level makes with those chosen already. */
function gain(
  own: readonly [factor: number, level: number],
  chosen: ReadonlyMap<number, number>,
  strength: number,
  isNew: (key: string) => boolean,
): number {
  const others = [...chosen].toSorted(([a], [b]) => a - b);
  return tuplesOf(
    others.map(() => 1),
    strength - 1,
  ).filter((tuple) => {
    const whole = [...tuple.flatMap(([index]) => others.slice(index, index + 1)), own];
    return isNew(keyOf(whole.toSorted(([a], [b]) => a - b)));
  }).length;
}
