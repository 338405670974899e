const { hrtime } = process;

/** Milliseconds since some moment. Node's `performance` says the same, but takes 5 ms to load. */
export function now(): number {
  return Number(hrtime.bigint()) / 1e6;
}
