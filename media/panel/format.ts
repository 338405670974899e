/** Returns a count: 1,234. */
export function count(amount: number): string {
  return amount.toLocaleString("en");
}

/** Returns a rate: 62, 8.4. */
export function perSecond(rate: number): string {
  return rate < 9.95 ? rate.toFixed(1) : String(Math.round(rate));
}

/** Returns a short count: 840, 12.4k, 128k. */
export function shortCount(amount: number): string {
  return amount < 1000 ? String(amount) : `${(amount / 1000).toFixed(amount < 99_950 ? 1 : 0)}k`;
}

/** Returns a score with a real minus sign, so that columns of digits line up: 0.832, −0.104. */
export function score(value: number): string {
  const digits = Math.abs(value).toFixed(3);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** Returns a perplexity: 1.104. */
export function perplexity(value: number): string {
  return value.toFixed(3);
}

/** Returns a share in percent: 62%. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
