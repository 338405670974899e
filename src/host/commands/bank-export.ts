import { homedir } from "node:os";
import path from "node:path";
import { l10n, ProgressLocation, Uri, window } from "vscode";
import type { CommandContext } from "../command-context.ts";
import { writeLocally } from "../local-file.ts";
import { plural } from "../plural.ts";
import { showInformationMessage } from "../messages.ts";

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
