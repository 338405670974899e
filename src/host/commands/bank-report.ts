import { l10n, ProgressLocation, ViewColumn, window } from "vscode";
import type { CommandContext } from "../command-context.ts";

/** Shows what the bank knows: accuracies as a heat map, coverage, what is missing, and questions that it holds twice. */
export async function bankReport({ source }: CommandContext): Promise<void> {
  const sources = source.bankSources();
  const html = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t("Question bank report"), cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      const { reportOf } = await import("../bank/bank-files.ts");
      let shown = 0;
      const onProgress = (share: number): void => {
        progress.report({ message: l10n.t("comparing questions"), increment: (share - shown) * 100 });
        shown = share;
      };
      return reportOf(sources, { onProgress, signal: stop.signal }).catch((error: unknown) => {
        if (stop.signal.aborted) return null;
        throw error;
      });
    },
  );
  if (html === null) return;
  const panel = window.createWebviewPanel("smcs.bankReport", l10n.t("Question Bank Report"), ViewColumn.Active, {
    enableScripts: false,
    localResourceRoots: [],
    enableFindWidget: true,
  });
  panel.webview.html = html;
}
