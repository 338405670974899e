import { usd } from "../core/dollars.ts";

export { usd, usdRange } from "../core/dollars.ts";

/** Returns what replies cost; null when that of one is unknown. */
export function costText(costUsd: number | null): string {
  return costUsd === null ? "cost unknown" : usd(costUsd);
}

/** Returns a time to wait for, rounded up to a unit that fits. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
