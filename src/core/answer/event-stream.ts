/**
 * Turns work that reports events into an async iterable. Events wait until they are read. An error of the work is
 * thrown to the reader after the last event. A reader that stops early aborts the work.
 *
 * @param work reports through `emit` and obeys the signal it is given
 * @param signal aborts the work from outside
 */
export async function* eventStream<Event>(
  work: (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<Event, void, undefined> {
  const abandoned = new AbortController();
  const waiting: Event[] = [];
  let wake = (): void => undefined;
  const progress = { ended: false };
  const emit = (event: Event): void => {
    waiting.push(event);
    wake();
  };
  const finished = work(emit, AbortSignal.any([signal, abandoned.signal])).finally(() => {
    progress.ended = true;
    wake();
  });
  // Awaited below; until then a failure must not count as unhandled.
  finished.catch(() => undefined);
  try {
    while (!progress.ended || waiting.length > 0) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      yield* waiting.splice(0);
    }
    await finished;
  } finally {
    abandoned.abort();
  }
}
