import type { BenchmarkProgress } from "../benchmark/progress.ts";
import { costText, duration } from "../../evaluation/amounts.ts";
import { ProgressLine } from "../../cli/progress.ts";

const ELSEWHERE_MS = 5000;

/**
 * The progress of a benchmark: `52%  312 of 600 answers …`.
 *
 * @param simulated whether prices are made up
 */
export function benchLine(simulated: boolean): ProgressLine<BenchmarkProgress> {
  const note = simulated ? " at made-up prices" : "";
  return new ProgressLine(({ total, done, asked, costUsd, ratePerSecond, secondsLeft }) => {
    const left = secondsLeft === null || done === total ? "" : `, about ${duration(secondsLeft)} left`;
    const share = `${Math.floor((100 * done) / total)}%`.padStart(4);
    return `${share}  ${done} of ${total} answers; ${asked} requests sent; ${ratePerSecond.toFixed(1)}/s${left}; ${costText(costUsd)}${note}`;
  }, ELSEWHERE_MS);
}
