import type { Rate } from "./rate.ts";

/** How far an evaluation is. */
export interface EvaluationProgress {
  /** Requests of this run that have ended, with a reply or without. */
  readonly asked: number;
  /** Replies judged in this run. */
  readonly right: number;
  readonly wrong: number;
  /** Requests and checks that failed; they are tried again in the next run. */
  readonly failed: number;
  /** Pairs without a current outcome. */
  readonly missing: number;
  /** What the replies of this run cost; null when that of one is unknown. */
  readonly costUsd: number | null;
  /** Pairs a second, lately. */
  readonly ratePerSecond: number;
  /** Null while that cannot be told. */
  readonly secondsLeft: number | null;
  readonly inFlight: number;
}

/** Counts what an evaluation does, and tells it. */
export class Tally {
  private asked = 0;
  private right = 0;
  private wrong = 0;
  private failed = 0;
  private missing: number;
  /** Pairs that this run will still deal with. */
  private left: number;
  private costUsd: number | null = 0;
  private inFlight = 0;
  private readonly rate: Rate;
  private readonly onProgress: (progress: EvaluationProgress) => void;

  constructor(missing: number, rate: Rate, onProgress: (progress: EvaluationProgress) => void) {
    this.missing = missing;
    this.left = missing;
    this.rate = rate;
    this.onProgress = onProgress;
  }

  get progress(): EvaluationProgress {
    const { asked, right, wrong, failed, missing, costUsd, inFlight } = this;
    const ratePerSecond = this.rate.perSecond();
    const secondsLeft = this.left === 0 ? 0 : ratePerSecond > 0 ? this.left / ratePerSecond : null;
    return { asked, right, wrong, failed, missing, costUsd, ratePerSecond, secondsLeft, inFlight };
  }

  sent(): void {
    this.inFlight += 1;
    this.tell();
  }

  /** @param costUsd null when unknown */
  answered(costUsd: number | null): void {
    this.inFlight -= 1;
    this.asked += 1;
    this.costUsd = costUsd === null || this.costUsd === null ? null : this.costUsd + costUsd;
    this.tell();
  }

  /** A request brought no reply. */
  unanswered(): void {
    this.inFlight -= 1;
    this.asked += 1;
    this.checkFailed();
  }

  /** A request was broken off with the run. */
  brokenOff(): void {
    this.inFlight -= 1;
  }

  /** A pair is left for the next run. */
  checkFailed(): void {
    this.failed += 1;
    this.settled();
  }

  /** A pair that this run will not ask. */
  skipped(): void {
    this.left -= 1;
  }

  /** @param value of the verdict: at least a half counts as right */
  judged(value: number): void {
    if (value >= 0.5) this.right += 1;
    else this.wrong += 1;
    this.settled();
  }

  /** The bank has so many outcomes more. */
  recorded(count: number): void {
    this.missing -= count;
    this.tell();
  }

  private settled(): void {
    this.left -= 1;
    this.rate.add();
    this.tell();
  }

  private tell(): void {
    this.onProgress(this.progress);
  }
}
