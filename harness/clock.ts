/** Milliseconds since some moment, never running backwards: for durations and deadlines, not for dates. */
export function now(): number {
  return performance.now();
}
