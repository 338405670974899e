/**
 * Resolves with the work's result. Rejects with the signal's reason as soon as the signal aborts, even if the work is
 * already done. The result of the work is then ignored.
 */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => {
    reject(signal.reason);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    // When both have settled, the first in the list wins.
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
