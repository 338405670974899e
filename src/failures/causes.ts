/** The fields of library errors that SMCS reads. */
interface Cause {
  readonly status?: unknown;
  readonly headers?: unknown;
  readonly error?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

const DEEPEST = 8;

/** Returns a thrown value and its causes, from the outside in. */
export function* causes(thrown: unknown): Generator<Cause> {
  for (let cause = thrown, depth = 0; typeof cause === "object" && cause !== null && depth < DEEPEST; depth++) {
    yield cause;
    cause = (cause as Cause).cause;
  }
}
