/** A request could not even be prepared, by something that the settings say; the message says what and what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
}
