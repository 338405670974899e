/** So long may it wait where the browser always has something to do. */
const LATEST_MS = 500;

/** Does something when the browser has nothing better to do; returns what calls it off. */
export function whenIdle(task: () => void): () => void {
  const handle = requestIdleCallback(task, { timeout: LATEST_MS });
  return () => {
    cancelIdleCallback(handle);
  };
}
