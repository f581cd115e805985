/** Milliseconds since some moment, never running backwards: for durations and deadlines, not for dates. */
export function now(): number {
  return performance.now();
}

/** Waits, so that something that was begun before has reached the other side. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** This moment as a name: `20261122T164900123`, UTC, sorting as time does. */
export function timestamp(): string {
  return new Date().toISOString().replaceAll(/[-:.Z]/g, "");
}
