/** An evaluation that cannot be done as asked; the message says what to do instead. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}
