/** Milliseconds since some moment, never running backwards: for durations and deadlines, not for dates. */
export function now(): number {
  return performance.now();
}

/** Waits, so that something that was begun before has reached the other side. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** This moment by the calendar, for what has to carry a date: a signature. */
export function date(): Date {
  return new Date();
}

/** This moment as a name: `20261122T164900123`, UTC, sorting as time does. */
export function timestamp(): string {
  return new Date().toISOString().replaceAll(/[-:.Z]/g, "");
}

/** This moment in milliseconds since 1970-01-01T00:00Z. */
export function epoch(): number {
  return Date.now();
}

/** This day, UTC: `2026-11-22`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
