import type { BenchmarkProgress } from "../benchmark/progress.ts";
import { costText, duration } from "../evaluation/amounts.ts";

/** Milliseconds between two lines: a terminal's is written over, others pile up. */
const ON_TERMINAL = 200;
const ELSEWHERE = 5000;

/** The progress of a benchmark on standard error: one line that is written over on a terminal. */
export class BenchLine {
  private readonly terminal = process.stderr.isTTY;
  private readonly priceNote: string;
  private shownAt = -Infinity;
  private latest: BenchmarkProgress | null = null;

  /** @param simulated whether prices are made up */
  constructor(simulated: boolean) {
    this.priceNote = simulated ? " at made-up prices" : "";
  }

  show(progress: BenchmarkProgress): void {
    this.latest = progress;
    const now = performance.now();
    if (now - this.shownAt < (this.terminal ? ON_TERMINAL : ELSEWHERE)) return;
    this.shownAt = now;
    this.write(progress);
  }

  /** Shows how it ended. */
  end(): void {
    if (this.latest !== null) this.write(this.latest);
    if (this.terminal && this.latest !== null) process.stderr.write("\n");
    this.latest = null;
  }

  private write(progress: BenchmarkProgress): void {
    const line = `${lineOf(progress)}${this.priceNote}`;
    process.stderr.write(this.terminal ? `\r\u001b[K${line}` : `${line}\n`);
  }
}

/** `52%  312 of 600 answers …` */
function lineOf({ total, done, asked, costUsd, ratePerSecond, secondsLeft }: BenchmarkProgress): string {
  const left = secondsLeft === null || done === total ? "" : `, about ${duration(secondsLeft)} left`;
  const share = `${Math.floor((100 * done) / total)}%`.padStart(4);
  return `${share}  ${done} of ${total} answers; ${asked} requests sent; ${ratePerSecond.toFixed(1)}/s${left}; ${costText(costUsd)}`;
}
