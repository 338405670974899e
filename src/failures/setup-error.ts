/** The settings prevent a request; the message says which setting and what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
