/** Why a run broke something off by itself; what has arrived by then is used. The message says it to the user. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";
  readonly reason: "deadline" | "agreement" | "budget";

  constructor(reason: GivenUp["reason"], message: string) {
    super(message);
    this.reason = reason;
  }
}
