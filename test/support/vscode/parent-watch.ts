/**
 * Calls `action` when the parent process has ended, even if it was killed and could send no message. An orphan gets
 * another parent; the timer watches for that.
 */
export function whenParentIsGone(action: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, 500);
  timer.unref();
}
