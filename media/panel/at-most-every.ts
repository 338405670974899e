/**
 * Returns a function that calls `act` at most once in each interval. A call within the interval is made up for at the
 * end of the interval, once.
 */
export function atMostEvery(milliseconds: number, act: () => void): () => void {
  let last = -Infinity;
  let waiting = false;
  const now = (): void => {
    waiting = false;
    last = performance.now();
    act();
  };
  return () => {
    if (waiting) return;
    const wait = last + milliseconds - performance.now();
    if (wait <= 0) {
      now();
    } else {
      waiting = true;
      setTimeout(now, wait);
    }
  };
}
