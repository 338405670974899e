import { Rate } from "../../evaluation/pacing/index.ts";
import type { RequestSender } from "./cache/request-sender.ts";

/** The progress of a benchmark. */
export interface BenchmarkProgress {
  /** Number of all pairs of a question and a variant. */
  readonly total: number;
  readonly done: number;
  /** Number of this command's requests that brought a reply. */
  readonly asked: number;
  /** Cost of these requests in US dollars; null when the cost of one is unknown. */
  readonly costUsd: number | null;
  /** Recent answers per second. */
  readonly ratePerSecond: number;
  /** Null when it cannot be estimated yet. */
  readonly secondsLeft: number | null;
}

/** Counts the runs of a benchmark and reports its progress. */
export class Progress {
  private done = 0;
  private readonly total: number;
  private readonly sender: Pick<RequestSender, "answered" | "costUsd">;
  private readonly rate: Rate;
  private readonly onProgress: (progress: BenchmarkProgress) => void;

  /** @param clock milliseconds */
  constructor(
    total: number,
    sender: Pick<RequestSender, "answered" | "costUsd">,
    clock: () => number,
    onProgress: (progress: BenchmarkProgress) => void,
  ) {
    this.total = total;
    this.sender = sender;
    this.rate = new Rate(clock);
    this.onProgress = onProgress;
  }

  /** Counts a run that has ended. */
  ran(): void {
    this.done += 1;
    this.rate.add();
    const { total, done, sender } = this;
    const ratePerSecond = this.rate.perSecond();
    const secondsLeft = ratePerSecond > 0 ? (total - done) / ratePerSecond : null;
    this.onProgress({ total, done, asked: sender.answered, costUsd: sender.costUsd, ratePerSecond, secondsLeft });
  }
}
