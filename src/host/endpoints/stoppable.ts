import { ProgressLocation, window } from "vscode";

/** Tells the user how far it is: a few words, and what share of the whole has been done since the last time. */
export type Report = (message: string, share: number) => void;

/** Runs `work` under a notification with a way to stop it; null when the user did. */
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
