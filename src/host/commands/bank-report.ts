import { l10n } from "vscode";
import type { PageAction } from "../../report-page/index.ts";
import { LiveReport } from "../bank/live-report.ts";
import type { CommandContext } from "../command-context.ts";
import { stoppable } from "../endpoints/stoppable.ts";
import { openReportPanel, pageFrame } from "../report-panel.ts";

/** The report that is open; there is one at a time. */
let open: LiveReport | null = null;

/**
 * Shows what the bank knows: accuracies as a heat map, coverage, what is missing, and questions that it holds twice. The
 * page follows the bank as long as it is open.
 */
export async function bankReport({ source, bank, log }: CommandContext): Promise<void> {
  if (open !== null) {
    open.panel.reveal();
    await open.look();
    return;
  }
  const actions: readonly PageAction[] = [
    { label: l10n.t("Evaluate Models"), command: "smcs.bank.evaluate" },
    { label: l10n.t("Import Questions"), command: "smcs.bank.import" },
  ];
  const make = async (signal: AbortSignal, onProgress: (share: number) => void = () => undefined): Promise<string> => {
    const { reportOf } = await import("../bank/bank-files.ts");
    return reportOf(source.bankSources(), pageFrame(actions), { onProgress, signal });
  };
  const version = await bank.version().catch(() => null);
  const html = await stoppable(l10n.t("Question bank report"), (signal, report) => {
    let shown = 0;
    return make(signal, (share) => {
      report(l10n.t("comparing questions"), share - shown);
      shown = share;
    });
  });
  if (html === null) return;
  const panel = openReportPanel("smcs.bankReport", l10n.t("Question Bank Report"), actions);
  panel.webview.html = html;
  const report = new LiveReport(panel, { bank, make, log }, version);
  open = report;
  panel.onDidDispose(() => {
    if (open === report) open = null;
  });
}
