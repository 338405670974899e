import { commands, ProgressLocation, type QuickPickItem, window } from "vscode";
import type { ImportFormat, ImportOptions } from "../../adapters/question-bank/import/import-format.ts";
import type { ImportProgress, ImportResult } from "../../adapters/question-bank/import-file.ts";
import { guessFormat } from "../bank/guess-format.ts";
import { messageOf } from "../../core/errors.ts";
import type { CommandContext } from "../command-context.ts";
import { showReport } from "../reports.ts";

/** Rows that are named when they were passed over; the rest is counted. */
const NAMED_ROWS = 200;

/** Imports a file into the bank: which, in what format, for which split, then with progress and cancel. */
export async function importIntoBank({ source, bank, log }: CommandContext): Promise<void> {
  const { bankFolder } = source.bankFolders();
  const [file] =
    (await window.showOpenDialog({
      title: "Import into Question Bank",
      openLabel: "Import",
      filters: { "Questions or outcomes": ["jsonl", "json", "csv", "gz"], "All files": ["*"] },
    })) ?? [];
  if (file === undefined) return;
  const { importFormats } = await import("../../adapters/question-bank/import/formats.ts");
  const format = await pickFormat(file.fsPath, importFormats);
  const options = format === undefined ? undefined : await pickSplit(format);
  if (format === undefined || options === undefined) return;

  const { importTo } = await import("../bank/bank-files.ts");
  const result = await window.withProgress(
    { location: ProgressLocation.Notification, title: `Importing ${format.name}`, cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      let shown = 0;
      const onProgress = (now: ImportProgress): void => {
        progress.report({ message: describe(now), increment: Math.max(0, now.share * 100 - shown) });
        shown = Math.max(shown, now.share * 100);
      };
      return importTo({ bankFolder, file: file.fsPath, format, options, onProgress, signal: stop.signal }).catch(
        (error: unknown) => {
          if (!stop.signal.aborted) throw error;
          return messageOf(error);
        },
      );
    },
  );
  bank.touch();
  if (typeof result === "string") {
    void window.showInformationMessage(result);
    return;
  }
  log.info(`imported ${file.fsPath} as ${format.name}: ${summary(result)}`);
  for (const note of result.notes) log.info(note);
  const passedOver = result.bad.length + result.unknown.length;
  const show = passedOver > 0 ? "Show Skipped Rows" : "Show Report";
  const choice = await window.showInformationMessage(summary(result), show);
  if (choice === undefined) return;
  if (passedOver > 0) await showReport("Skipped rows", skippedRows(result));
  else await commands.executeCommand("smcs.bank.report");
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
      ...(format.name === guessed && { description: "what the file's name suggests" }),
      format,
    }))
    .sort((a, b) => Number(b.label === guessed) - Number(a.label === guessed));
  const options = { title: "Import into Question Bank: format of the file", matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.format;
}

async function pickSplit({ paperSplit }: ImportFormat): Promise<ImportOptions | undefined> {
  const items: (QuickPickItem & { options: ImportOptions })[] = [
    { label: "As the file says", detail: "Test questions never help to choose models", options: {} },
    ...(paperSplit === undefined
      ? []
      : [
          {
            label: "As in the paper",
            detail: "Its bank and test parts; the rest is left out",
            options: { split: "paper" } as const,
          },
        ]),
    { label: "All into the bank", options: { split: "bank" } },
    { label: "All for testing", options: { split: "test" } },
  ];
  return (await window.showQuickPick(items, { title: "Import into Question Bank: split" }))?.options;
}

function describe({ phase, rows, secondsLeft }: ImportProgress): string {
  const left = secondsLeft === null ? "" : `, about ${Math.ceil(secondsLeft)} s left`;
  return `${phase}: ${rows.toLocaleString("en")} rows${left}`;
}

function summary({ imported, updated, skipped, failed, leftOut, questions }: ImportResult): string {
  const count = (value: number): string => value.toLocaleString("en");
  const parts = [
    `${count(imported)} rows imported (${count(updated)} changed a question, ${count(skipped)} changed nothing)`,
    ...(failed > 0 ? [`${count(failed)} not usable`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} in neither part of the paper's split`] : []),
  ];
  return `${parts.join(", ")}; the bank has ${count(questions)} questions.`;
}

function skippedRows({ bad, unknown }: ImportResult): string {
  const lines = [...bad, ...unknown].map(({ at, reason }) => `- row ${at}: ${reason.replace(/\s+/g, " ")}`);
  const rest = lines.length - NAMED_ROWS;
  return ["# Skipped rows", "", ...lines.slice(0, NAMED_ROWS), ...(rest > 0 ? ["", `and ${rest} more`] : []), ""].join(
    "\n",
  );
}
