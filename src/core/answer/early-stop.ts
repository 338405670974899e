import type { Candidate } from "../systems/index.ts";
import { allAgree } from "../enhancement/index.ts";
import type { ReplyEmbedder } from "../ports.ts";
import { GivenUp } from "../time/index.ts";

/** Gives up the rest once more than half of the candidates are in and all of them say the same. */
export class EarlyStop {
  private readonly enough = new AbortController();
  private readonly finished: Candidate[] = [];
  private expected: number;
  private readonly coding: boolean;
  private readonly embedding: ReplyEmbedder;

  /** Aborts when the rest is not needed any more. */
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

  /** A draw was dropped: one candidate fewer will come. */
  drop(): void {
    this.expected -= 1;
  }

  /** All candidates have come: references that none of them merged are not needed. */
  finish(): void {
    if (this.finished.length === 0 || this.enough.signal.aborted) return;
    this.enough.abort(new GivenUp("agreement", "Not needed: every merged answer has arrived (smcs.earlyStop)."));
  }

  /** Takes a candidate as it comes; one that is not finished does not count. */
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
