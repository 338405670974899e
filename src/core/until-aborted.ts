/** Returns what the work gives; rejects with the signal's reason as soon as that aborts, and then nobody hears of the work. */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const stop = (): void => {
    resolve(undefined);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  const stopped = aborted.then(() => {
    signal.throwIfAborted();
    return work;
  });
  try {
    return await Promise.race([stopped, work]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
