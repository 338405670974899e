import { commands, l10n, ProgressLocation, type QuickPickItem, window } from "vscode";
import type { ImportFormat, ImportOptions } from "../../adapters/question-bank/import/import-format.ts";
import type { ImportProgress, ImportResult } from "../../adapters/question-bank/import-file.ts";
import { guessFormat } from "../bank/guess-format.ts";
import { importDetails, importProgress, importSummary } from "../bank/import-texts.ts";
import { withoutLinks } from "../bank/without-links.ts";
import { messageOf } from "../../core/errors.ts";
import type { CommandContext } from "../command-context.ts";
import { readLocally } from "../local-file.ts";
import type { BankSources } from "../model-source.ts";
import { showReport } from "../reports.ts";

/** Imports a file into the bank: which, in what format, for which split, then with progress and cancel. */
export async function importIntoBank({ source, bank, log }: CommandContext): Promise<void> {
  const sources = source.bankSources();
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t("Import into Question Bank"),
      openLabel: l10n.t("Import"),
      filters: { [l10n.t("Questions or outcomes")]: ["jsonl", "json", "csv", "gz"], [l10n.t("All files")]: ["*"] },
    })) ?? [];
  if (file === undefined) return;
  const imported = await readLocally(file, (local) => importWithProgress(local, sources));
  if (imported === undefined) return;
  const { format, result } = imported;
  bank.touch();
  if (typeof result === "string") {
    void window.showInformationMessage(result);
    return;
  }
  const [summary, details] = [importSummary(result), importDetails(result)];
  log.info(`imported ${file.fsPath} as ${format.name}: ${summary}`);
  for (const note of result.notes) log.info(note);
  const show = details === null ? l10n.t("Show Report") : l10n.t("Show Details");
  const choice = await window.showInformationMessage(summary, show);
  if (choice === undefined) return;
  if (details === null) await commands.executeCommand("smcs.bank.report");
  else await showReport(l10n.t("Import"), details);
}

/** @returns undefined when the user chose no format, a sentence in place of a result when it was cancelled */
async function importWithProgress(
  file: string,
  sources: BankSources,
): Promise<{ readonly format: ImportFormat; readonly result: ImportResult | string } | undefined> {
  const { importFormats } = await import("../../adapters/question-bank/import/formats.ts");
  const format = await pickFormat(file, importFormats);
  const options = format === undefined ? undefined : await pickSplit(format);
  if (format === undefined || options === undefined) return undefined;

  const { importTo } = await import("../bank/bank-files.ts");
  const result = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t("Importing {0}", format.name), cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      let shown = 0;
      const onProgress = (now: ImportProgress): void => {
        progress.report({ message: importProgress(now), increment: Math.max(0, now.share * 100 - shown) });
        shown = Math.max(shown, now.share * 100);
      };
      return importTo(sources, { file, format, options, onProgress, signal: stop.signal }).catch((error: unknown) => {
        // Messages quote the file.
        const message = withoutLinks(messageOf(error));
        if (!stop.signal.aborted) throw new Error(message, { cause: error });
        return message;
      });
    },
  );
  return { format, result };
}

async function pickFormat(file: string, formats: readonly ImportFormat[]): Promise<ImportFormat | undefined> {
  const guessed = guessFormat(
    file,
    formats.map(({ name }) => name),
  );
  const items = formats
    .map((format): QuickPickItem & { format: ImportFormat } => ({
      label: format.name,
      detail: format.description,
      ...(format.name === guessed && { description: l10n.t("what the file's name suggests") }),
      format,
    }))
    .sort((a, b) => Number(b.label === guessed) - Number(a.label === guessed));
  const options = { title: l10n.t("Import into Question Bank: format of the file"), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.format;
}

async function pickSplit({ paperSplit }: ImportFormat): Promise<ImportOptions | undefined> {
  const items: (QuickPickItem & { options: ImportOptions })[] = [
    { label: l10n.t("As the file says"), detail: l10n.t("Test questions never help to choose models"), options: {} },
    ...(paperSplit === undefined
      ? []
      : [
          {
            label: l10n.t("As in the paper"),
            detail: l10n.t("Its bank and test parts; the rest is left out"),
            options: { split: "paper" } as const,
          },
        ]),
    { label: l10n.t("All into the bank"), options: { split: "bank" } },
    { label: l10n.t("All for testing"), options: { split: "test" } },
  ];
  return (await window.showQuickPick(items, { title: l10n.t("Import into Question Bank: split") }))?.options;
}
