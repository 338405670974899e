import { homedir } from "node:os";
import path from "node:path";
import { ProgressLocation, Uri, window } from "vscode";
import type { CommandContext } from "../command-context.ts";

/** Writes the whole bank to a file of the user's choice. */
export async function exportBankToFile({ source }: CommandContext): Promise<void> {
  const target = await window.showSaveDialog({
    title: "Export Question Bank",
    saveLabel: "Export",
    defaultUri: Uri.file(path.join(homedir(), "question-bank.jsonl")),
    filters: { "Questions with outcomes and embeddings": ["jsonl"] },
  });
  if (target === undefined) return;
  const folders = source.bankFolders();
  const questions = await window.withProgress(
    { location: ProgressLocation.Notification, title: "Exporting the question bank" },
    async () => {
      const { exportTo } = await import("../bank/bank-files.ts");
      return exportTo(target.fsPath, folders);
    },
  );
  void window.showInformationMessage(`${questions.toLocaleString("en")} questions written to ${target.fsPath}.`);
}
