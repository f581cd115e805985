/** Milliseconds since some moment, never running backwards: for durations and deadlines, not for dates. */
export function now(): number {
  return performance.now();
}

/** This moment as a name: `20261122T164900123`, UTC, sorting as time does. */
export function timestamp(): string {
  return new Date().toISOString().replaceAll(/[-:.Z]/g, "");
}
