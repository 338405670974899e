import type { EvaluationProgress } from "../evaluation/tally.ts";

/** Milliseconds between two lines: a terminal's is written over, others pile up. */
const ON_TERMINAL = 200;
const ELSEWHERE = 2000;

/** The progress of an evaluation on standard error: one line that is written over on a terminal. */
export class EvaluationLine {
  private readonly terminal = process.stderr.isTTY;
  private shownAt = -Infinity;
  private latest: EvaluationProgress | null = null;

  show(progress: EvaluationProgress): void {
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

  private write(progress: EvaluationProgress): void {
    process.stderr.write(this.terminal ? `\r\u001b[K${lineOf(progress)}` : `${lineOf(progress)}\n`);
  }
}

/** Cents matter, and fractions of them do where there are few. */
export function usd(amount: number): string {
  return amount.toFixed(amount < 1 ? 4 : 2);
}

function lineOf(progress: EvaluationProgress): string {
  const { asked, right, wrong, failed, missing, costUsd, ratePerSecond, secondsLeft, inFlight } = progress;
  const left = secondsLeft === null ? "" : `, about ${duration(secondsLeft)} left`;
  const cost = costUsd === null ? "cost unknown" : `$${usd(costUsd)}`;
  return `  ${asked} asked (${inFlight} in flight), ${right} right, ${wrong} wrong, ${failed} failed, ${missing} missing; ${ratePerSecond.toFixed(1)}/s${left}; ${cost}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
