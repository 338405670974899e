import { setTimeout } from "node:timers/promises";
import { commands, l10n, type Uri } from "vscode";
import type { ImportProgress, ImportResult } from "../../bank/filling/index.ts";
import type { ImportPreview, WantedImport } from "../../bank-import/index.ts";
import { messageOf } from "../../core/errors.ts";
import {
  chooseFile,
  chooseFormat,
  chooseSplit,
  confirmImport,
  showSample,
  type Split,
} from "../bank/import/dialogs.ts";
import { importDetails, importProgress, importSummary } from "../bank/import/import-texts.ts";
import type { CommandContext } from "../command-context.ts";
import { type Report, stoppable } from "../endpoints/stoppable.ts";
import { readLocally } from "../local-file.ts";
import type { BankSources } from "../model-source.ts";
import { showReport } from "../reports.ts";
import { showInformationMessage } from "../messages.ts";

/** Work that is faster than this shows no progress. */
const QUICK_MS = 500;

/**
 * Imports a file into the bank: recognises its format, shows the recognised questions and stores them after the user
 * agreed.
 */
export async function importIntoBank(context: CommandContext): Promise<void> {
  const sources = context.source.bankSources();
  const file = await chooseFile();
  if (file === undefined) return;
  const result = await readLocally(file, async (local) => {
    const wanted = await agree(local);
    if (wanted === undefined) return undefined;
    const imported = await importWithProgress(wanted, sources);
    return typeof imported === "string" ? imported : withTrials(imported, wanted, context);
  });
  if (result === undefined) return;
  context.bank.touch();
  await tellResult(context, file, result);
}

/** Returns what to import after the user has seen the preview and agreed. */
async function agree(file: string): Promise<WantedImport | undefined> {
  const found = await looking(l10n.t("Reading the file"), async (signal) => {
    const { recognise } = await import("../../bank-import/index.ts");
    return recognise(file, signal);
  });
  let format = found?.format ?? (found === null ? undefined : await chooseFormat(found.reason, found.likely));
  let split: Split = "file";
  let read: ImportPreview | null = null;
  while (format !== undefined) {
    const wanted: WantedImport = { file, format, options: split === "file" ? {} : { split } };
    read ??= await preview(wanted);
    if (read === null) return undefined;
    const wish = await confirmImport(read, split);
    if (wish === "import") return wanted;
    // Escape from another list leads back to the preview.
    if (wish === "format") {
      const other = await chooseFormat(null, await allFormats());
      if (other !== undefined) [format, split, read] = [other, "file", null];
    } else if (wish === "split") {
      const other = await chooseSplit(format);
      if (other !== undefined) [split, read] = [other, null];
    } else {
      if (wish === "sample") await showSample();
      return undefined;
    }
  }
  return undefined;
}

async function allFormats() {
  const { importFormats } = await import("../../bank-import/index.ts");
  return importFormats.map((format) => ({ format, usable: 0 }));
}

function preview(wanted: WantedImport): Promise<ImportPreview | null> {
  return looking(l10n.t("Reading the file"), async (signal, report) => {
    const { previewImport } = await import("../../bank-import/index.ts");
    let shown = 0;
    return previewImport(wanted, signal, (rows, share) => {
      report(l10n.t("reading: {0} rows", rows.toLocaleString("en")), Math.max(0, share - shown));
      shown = Math.max(shown, share);
    });
  });
}

/** Does work and shows its progress if it takes longer. Returns null when the user stopped it. */
async function looking<Result>(
  title: string,
  work: (signal: AbortSignal, report: Report) => Promise<Result>,
): Promise<Result | null> {
  const stop = new AbortController();
  let tell: Report = () => undefined;
  const working = work(stop.signal, (message, share) => {
    tell(message, share);
  });
  const isQuick = await Promise.race([working.then(() => true), setTimeout(QUICK_MS, false)]);
  if (isQuick) return working;
  return stoppable(title, (signal, report) => {
    tell = report;
    signal.addEventListener("abort", () => {
      stop.abort();
    });
    return working;
  });
}

/** @returns a sentence in place of a result when the user cancels */
async function importWithProgress(wanted: WantedImport, sources: BankSources): Promise<ImportResult | string> {
  const { importTo } = await import("../bank/bank-files.ts");
  let cancelled = "";
  const result = await stoppable(l10n.t("Importing {0}", wanted.format.name), (signal, report) => {
    let shown = 0;
    const onProgress = (now: ImportProgress): void => {
      report(importProgress(now), Math.max(0, now.share - shown));
      shown = Math.max(shown, now.share);
    };
    return importTo(sources, { ...wanted, passOver: true, onProgress, signal }).catch((error: unknown) => {
      cancelled = messageOf(error);
      throw error;
    });
  });
  return result ?? cancelled;
}

/** Returns the result with notes on the file's coding tasks after some were tried. */
async function withTrials(
  result: ImportResult,
  wanted: WantedImport,
  { source }: CommandContext,
): Promise<ImportResult> {
  const notes = await looking(l10n.t("Trying reference solutions in the sandbox"), async (signal, report) => {
    const { notesOnReferences } = await import("../../evaluation/checking/index.ts");
    const onTried = (done: number, all: number): void => {
      report(l10n.t("{0} of {1}", done, all), 1 / all);
    };
    return notesOnReferences(wanted, { onTried, signal, folders: source.checkingFolders });
  });
  return { ...result, notes: [...result.notes, ...(notes ?? [])] };
}

async function tellResult({ log }: CommandContext, file: Uri, result: ImportResult | string): Promise<void> {
  if (typeof result === "string") {
    void showInformationMessage(result);
    return;
  }
  const [summary, details] = [importSummary(result), importDetails(result)];
  log.info(`imported ${file.fsPath}: ${summary}`);
  for (const note of result.notes) log.info(note);
  const show = details === null ? l10n.t("Show Report") : l10n.t("Show Details");
  const choice = await showInformationMessage(summary, show);
  if (choice === undefined) return;
  if (details === null) await commands.executeCommand("smcs.bank.report");
  else await showReport(l10n.t("Import"), details);
}
