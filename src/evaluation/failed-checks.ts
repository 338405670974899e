import { plainLine } from "../core/question-bank/plain-line.ts";

/** Characters of what a check said. */
const LONGEST_REASON = 500;

/** Counts checks that could not be done, and keeps why the first one could not. */
export class FailedChecks {
  private count = 0;
  private first = "";

  add(reason: string): void {
    this.count += 1;
    if (this.count === 1) this.first = plainLine(reason, LONGEST_REASON);
  }

  /** A sentence, when there was one. */
  get notes(): string[] {
    if (this.count === 0) return [];
    const checks = this.count === 1 ? "1 reply" : `${this.count} replies`;
    return [
      `${checks} could not be checked and will be the next time, without asking again. The first reason: ${this.first}`,
    ];
  }
}
