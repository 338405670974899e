import { costText, duration } from "../evaluation/amounts.ts";
import type { EvaluationProgress } from "../evaluation/tally.ts";

/** Milliseconds between two lines: a terminal's is written over, others pile up. */
const ON_TERMINAL = 200;
const ELSEWHERE = 2000;

/** Characters. */
const BAR_WIDTH = 20;

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

/** `[=====>    ]  52%  312 asked …` */
function lineOf(progress: EvaluationProgress): string {
  const { total, asked, right, wrong, failed, missing, costUsd, ratePerSecond, secondsLeft, inFlight } = progress;
  const left = secondsLeft === null ? "" : `, about ${duration(secondsLeft)} left`;
  const counts = `${asked} asked (${inFlight} in flight), ${right} right, ${wrong} wrong, ${failed} failed`;
  return `${bar(total === 0 ? 1 : 1 - missing / total)}  ${counts}; ${ratePerSecond.toFixed(1)}/s${left}; ${costText(costUsd)}`;
}

function bar(share: number): string {
  const done = "=".repeat(Math.floor(share * BAR_WIDTH));
  const head = done.length < BAR_WIDTH ? ">" : "";
  return `[${(done + head).padEnd(BAR_WIDTH)}] ${Math.floor(share * 100)}%`.padEnd(BAR_WIDTH + 7);
}
