/** Does something now and again, but with so many milliseconds in between; what is asked for in between is done after them. */
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
