import { ProgressLocation, window } from "vscode";

/** Shows progress: a few words, and the share of the work since the last call. */
export type Report = (message: string, share: number) => void;

/** Runs `work` under a notification with a stop button. Returns null when the user stopped it. */
export function stoppable<Result>(
  title: string,
  work: (signal: AbortSignal, report: Report) => Promise<Result>,
): Thenable<Result | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      try {
        return await work(stop.signal, (message, share) => {
          progress.report({ message, increment: share * 100 });
        });
      } catch (error) {
        if (stop.signal.aborted) return null;
        throw error;
      }
    },
  );
}
