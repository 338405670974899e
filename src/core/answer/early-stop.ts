import type { Candidate } from "../systems/index.ts";
import { allAgree } from "../enhancement/index.ts";
import type { ReplyEmbedder } from "../ports.ts";
import { GivenUp } from "../time/index.ts";

/** Gives up the remaining requests once more than half of the candidates have arrived and all of them agree. */
export class EarlyStop {
  private readonly enough = new AbortController();
  private readonly finished: Candidate[] = [];
  private expected: number;
  private readonly coding: boolean;
  private readonly embedding: ReplyEmbedder;

  /** Aborts when the remaining requests are no longer needed. */
  readonly signal = this.enough.signal;

  /**
   * @param expected n, the number of draws
   * @param coding whether the question is a coding question
   */
  constructor(expected: number, coding: boolean, embedding: ReplyEmbedder) {
    this.expected = expected;
    this.coding = coding;
    this.embedding = embedding;
  }

  /** Notes that a draw was dropped: one candidate fewer will arrive. */
  drop(): void {
    this.expected -= 1;
  }

  /** Gives up the references that no candidate merged, once all candidates have arrived. */
  finish(): void {
    if (this.finished.length === 0 || this.enough.signal.aborted) return;
    this.enough.abort(new GivenUp("agreement", "Not needed: every merged answer has arrived (smcs.earlyStop)."));
  }

  /** Adds a candidate that arrived; one that is not finished does not count. */
  async add(candidate: Candidate): Promise<void> {
    if (candidate.status === "finished") this.finished.push(candidate);
    const [count, expected] = [this.finished.length, this.expected];
    if (this.enough.signal.aborted || count <= expected / 2 || count === expected) return;
    const texts = this.finished.map(({ text }) => text);
    if (!(await allAgree(texts, this.coding, this.embedding)) || this.finished.length >= this.expected) return;
    this.enough.abort(
      new GivenUp(
        "agreement",
        `Stopped early: ${count} merged answers agree, more than half of ${expected} (smcs.earlyStop).`,
      ),
    );
  }
}
