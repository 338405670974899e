/** Returns a count: 1,234. */
export function count(amount: number): string {
  return amount.toLocaleString("en");
}

/** Returns a duration: 0.8 s, 12 s, 2 min 5 s. */
export function seconds(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Returns a short duration: 12 ms, 1.2 s. */
export function milliseconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : seconds(ms);
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

/** Returns US dollars with as many digits as are meaningful; a small cost must not look free. */
export function dollars(usd: number): string {
  if (usd === 0) return "$0";
  if (usd < 0.00005) return "<$0.0001";
  return usd < 1 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}
