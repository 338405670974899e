/** Formats dollars: cents, and fractions of cents for amounts below one dollar. */
export function usd(amount: number): string {
  if (amount > 0 && amount < 0.00005) return "under $0.0001";
  return amount === 0 ? "$0" : `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

/** Formats a range of dollars, as one amount when both ends read the same. */
export function usdRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [usd(low), usd(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** Formats the cost of replies; null means that the cost of one is unknown. */
export function costText(costUsd: number | null): string {
  return costUsd === null ? "cost unknown" : usd(costUsd);
}

/** Formats a share in points of a hundred: 0.05 is 5.0, 0.625 is 63. */
export function points(share: number): string {
  const amount = share * 100;
  return amount.toFixed(amount < 9.95 ? 1 : 0);
}

/** Formats how long something took, in milliseconds: 0.8 s, 12 s, 2 min 5 s. */
export function seconds(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const whole = Math.round(milliseconds / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Formats how long something short took: 12 ms, 1.2 s. */
export function milliseconds(amount: number): string {
  return amount < 1000 ? `${Math.round(amount)} ms` : seconds(amount);
}

/** Formats a waiting time in a unit that fits: seconds and minutes are rounded up, hours have one decimal. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
