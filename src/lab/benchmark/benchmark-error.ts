/** The tables cannot be made as asked; the message says what to do instead. */
export class BenchmarkError extends Error {
  override readonly name = "BenchmarkError";
}
