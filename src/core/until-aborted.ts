/**
 * Returns what the work gives; rejects with the signal's reason as soon as that aborts, also where the work is done
 * already. Then nobody hears of the work.
 */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => {
    reject(signal.reason);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    // The first of two that have ended both wins.
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
