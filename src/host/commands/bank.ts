import { homedir } from "node:os";
import path from "node:path";
import { l10n, ProgressLocation, Uri, window } from "vscode";
import type { Lesson } from "../../core/growth/index.ts";
import type { PageAction } from "../../report-page/index.ts";
import { LiveReport } from "../bank/live-report.ts";
import type { CommandContext } from "../command-context.ts";
import { stoppable } from "../endpoints/stoppable.ts";
import { writeLocally } from "../local-file.ts";
import { showInformationMessage } from "../messages.ts";
import { plural } from "../plural.ts";
import { openReportPanel, pageFrame } from "../report-panel.ts";

/** Writes the whole bank to a file of the user's choice. */
export async function exportBankToFile({ source }: CommandContext): Promise<void> {
  const target = await window.showSaveDialog({
    title: l10n.t("Export Question Bank"),
    saveLabel: l10n.t("Export"),
    defaultUri: Uri.file(path.join(homedir(), "question-bank.jsonl")),
    filters: { [l10n.t("Questions with outcomes and embeddings")]: ["jsonl"] },
  });
  if (target === undefined) return;
  const folders = source.bankFolders();
  const questions = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t("Exporting the question bank") },
    async () => {
      const { exportTo } = await import("../bank/bank-files.ts");
      return writeLocally(target, (file) => exportTo(file, folders));
    },
  );
  void showInformationMessage(
    plural(questions, "{0} question written to {1}.", "{0} questions written to {1}.", target.fsPath),
  );
}

/** Adds the chat's last answered question to the bank, with the reply that was chosen or won. */
export async function addQuestion({ controller, learning }: CommandContext): Promise<Lesson | null> {
  const run = await controller.lastAnswered();
  if (run === undefined) throw new Error(l10n.t("No question has been answered in this chat yet. Ask one first."));
  return window.withProgress(
    { location: { viewId: "smcs.bank" }, title: l10n.t("Adding the question to the bank") },
    () => learning.add(run),
  );
}

/** The report that is open; there is one at a time. */
let open: LiveReport | null = null;

/**
 * Shows what the bank knows: accuracies as a heat map, coverage, what is missing, and questions that it holds twice.
 * The page follows the bank while it is open.
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
