import { Rate } from "../../evaluation/pacing/index.ts";
import type { RequestSender } from "./cache/request-sender.ts";

/** How far a benchmark is. */
export interface BenchmarkProgress {
  /** Answers to questions by variants, in all. */
  readonly total: number;
  readonly done: number;
  /** Requests of this command that brought a reply. */
  readonly asked: number;
  /** US dollars of them; null when that of one is unknown. */
  readonly costUsd: number | null;
  /** Answers a second, lately. */
  readonly ratePerSecond: number;
  /** Null while that cannot be told. */
  readonly secondsLeft: number | null;
}

/** Counts the runs of a benchmark and tells how far it is. */
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

  /** A run has ended. */
  ran(): void {
    this.done += 1;
    this.rate.add();
    const { total, done, sender } = this;
    const ratePerSecond = this.rate.perSecond();
    const secondsLeft = ratePerSecond > 0 ? (total - done) / ratePerSecond : null;
    this.onProgress({ total, done, asked: sender.answered, costUsd: sender.costUsd, ratePerSecond, secondsLeft });
  }
}
