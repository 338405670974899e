import type { ImportProgress } from "../bank/import-progress.ts";
import { say } from "./terminal.ts";

/** Says on standard error, once a second, how far an import or a move of the bank is. */
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
