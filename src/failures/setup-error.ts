/** The settings prevent a request; the message says which and what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
