/** Dollars: cents matter, and fractions of them do where there are few. */
export function usd(amount: number): string {
  if (amount > 0 && amount < 0.00005) return "under $0.0001";
  return amount === 0 ? "$0" : `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

/** A range of dollars; one amount where both ends read the same. */
export function usdRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [usd(low), usd(high)];
  return from === to ? from : `${from} to ${to}`;
}
