/** Maximum delay if the browser is never idle. */
const LATEST_MS = 500;

/** Runs a task when the browser is idle. Returns a function that cancels the task. */
export function whenIdle(task: () => void): () => void {
  const handle = requestIdleCallback(task, { timeout: LATEST_MS });
  return () => {
    cancelIdleCallback(handle);
  };
}
