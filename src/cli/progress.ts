import { ProgressLine, say } from "../terminal/index.ts";
import { costText, duration } from "../core/amounts.ts";
import { type EvaluationProgress, shareDone } from "../evaluation/asking/index.ts";
import type { ImportProgress } from "../bank/spaces/index.ts";

/** Milliseconds between two lines when the output is not a terminal. */
export const ELSEWHERE_MS = 2000;

/** Width of a bar in characters. */
const BAR_WIDTH = 20;

/** Returns the progress of an evaluation. */
export function evaluationLine(): ProgressLine<EvaluationProgress> {
  return new ProgressLine(lineOf, ELSEWHERE_MS);
}

/** `[=====>    ]  52%  312 asked …` */
function lineOf(progress: EvaluationProgress): string {
  const { asked, right, wrong, failed, costUsd, ratePerSecond, secondsLeft, inFlight } = progress;
  const left = secondsLeft === null ? "" : `, about ${duration(secondsLeft)} left`;
  const counts = `${asked} asked (${inFlight} in flight), ${right} right, ${wrong} wrong, ${failed} failed`;
  return `${bar(shareDone(progress))}  ${counts}; ${ratePerSecond.toFixed(1)}/s${left}; ${costText(costUsd)}`;
}

/** Returns a bar with the share in percent. */
export function bar(share: number): string {
  const done = "=".repeat(Math.floor(share * BAR_WIDTH));
  const head = done.length < BAR_WIDTH ? ">" : "";
  return `[${(done + head).padEnd(BAR_WIDTH)}] ${Math.floor(share * 100)}%`.padEnd(BAR_WIDTH + 7);
}

/** Returns a function that prints the progress of an import or a move of the bank on standard error, once a second. */
export function progressOnStandardError(): (progress: ImportProgress) => void {
  let lastAt = performance.now();
  return ({ phase, rows, ratePerSecond, secondsLeft }) => {
    const now = performance.now();
    if (now - lastAt < 1000) return;
    lastAt = now;
    const left = secondsLeft === null ? "" : `, about ${Math.ceil(secondsLeft)} s left`;
    say(`  ${phase}: ${rows} rows, ${ratePerSecond.toFixed(0)} a second${left}`);
  };
}
