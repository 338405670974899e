import { costText, duration } from "../evaluation/amounts.ts";
import type { EvaluationProgress } from "../evaluation/tally.ts";
import { ProgressLine } from "./progress-line.ts";

/** Milliseconds between two lines where they pile up. */
export const ELSEWHERE_MS = 2000;

/** Characters. */
const BAR_WIDTH = 20;

/** The progress of an evaluation. */
export function evaluationLine(): ProgressLine<EvaluationProgress> {
  return new ProgressLine(lineOf, ELSEWHERE_MS);
}

/** `[=====>    ]  52%  312 asked …` */
function lineOf(progress: EvaluationProgress): string {
  const { total, asked, right, wrong, failed, missing, costUsd, ratePerSecond, secondsLeft, inFlight } = progress;
  const left = secondsLeft === null ? "" : `, about ${duration(secondsLeft)} left`;
  const counts = `${asked} asked (${inFlight} in flight), ${right} right, ${wrong} wrong, ${failed} failed`;
  return `${bar(total === 0 ? 1 : 1 - missing / total)}  ${counts}; ${ratePerSecond.toFixed(1)}/s${left}; ${costText(costUsd)}`;
}

/** A bar with the share in percent. */
export function bar(share: number): string {
  const done = "=".repeat(Math.floor(share * BAR_WIDTH));
  const head = done.length < BAR_WIDTH ? ">" : "";
  return `[${(done + head).padEnd(BAR_WIDTH)}] ${Math.floor(share * 100)}%`.padEnd(BAR_WIDTH + 7);
}
