import { l10n } from "vscode";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { keptCalibrations } from "../../embedding/calibration/index.ts";
import { embedderText, servingEmbedder, writeInSpace } from "../../embedding/serving/index.ts";
import { ensureBank, exportBank, noteOwnChange, undoLesson } from "../../bank/opened/index.ts";
import { type FileImport, importFile, type ImportResult } from "../../bank/filling/index.ts";
import type { CheckingFolders } from "../../evaluation/checking/index.ts";
import { surveyModels } from "../../bank/models/index.ts";
import { bankEntries, type BankState, readSteadily } from "../../bank/store/index.ts";
import type { PageFrame } from "../../report-page/index.ts";
import type { Lesson, NothingLearned } from "../../core/growth/index.ts";
import type { RunRecord } from "../../core/record/index.ts";
import { configuredModels } from "../../core/endpoints/index.ts";
import type { BankSources } from "../model-source.ts";
import type { BankOverview } from "./bank-nodes.ts";

// The editor's work with the bank's files, in one module that is loaded at its first use.

/** The folders of a bank and of the starter questions for a new one. */
interface BankFolders {
  readonly bankFolder: string;
  readonly starterFolder: string;
}

/** Returns what the tree view shows of the bank. */
export async function overviewOf(sources: BankSources): Promise<Omit<BankOverview, "team">> {
  const overview = await readBank(sources, async (state) => {
    const surveyed = await surveyModels(state.manifest.space, bankEntries(state), sources);
    return { ...surveyed, losses: state.losses };
  });
  return { ...overview, embedder: embedderText(await servingEmbedder(sources, sources.bankFolder)) };
}

/** Writes the whole bank as smcs-jsonl. Returns the number of questions. */
export function exportTo(file: string, folders: BankFolders): Promise<number> {
  return readBank(folders, (state) => exportBank(state.manifest.space, bankEntries(state), file));
}

/** Imports a file; a missing bank is created with the file's questions only. */
export async function importTo(
  sources: BankSources,
  request: Omit<FileImport, "embedding" | "bankFolder">,
): Promise<ImportResult> {
  const { bankFolder } = sources;
  const result = await writeInSpace(
    { sources, bankFolder, onProgress: request.onProgress },
    (embedding) => importFile({ ...request, bankFolder, embedding }),
    request.signal,
  );
  await noteOwnChange(bankFolder);
  return result;
}

/** Returns the report as a page for a webview. */
export async function reportOf(
  sources: BankSources,
  frame: PageFrame,
  watched: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<string> {
  const [{ reportHtml, reportOnBank }, { keptReplies }] = await Promise.all([
    import("../../bank/report/index.ts"),
    import("../../evaluation/kept/index.ts"),
  ]);
  const calibrations = await keptCalibrations(sources.modelsFolder);
  return readBank(sources, async (state) => {
    const report = await reportOnBank(
      state.manifest.space,
      () => bankEntries(state),
      configuredModels(sources.settings.endpoints),
      { ...watched, calibrations },
    );
    const models = report.table.models.map(({ name }) => name);
    const kept = await keptReplies(sources.bankFolder, models, watched.signal);
    return reportHtml({ ...report, kept }, new Date().toLocaleTimeString("en", { hour12: false }), frame);
  });
}

/**
 * Writes a run's lesson into the bank (A.6).
 *
 * @param folders those of the processes that check replies
 */
export async function learn(
  sources: BankSources,
  run: RunRecord,
  folders: CheckingFolders,
): Promise<Lesson | NothingLearned> {
  const { learnFromRun } = await import("../../evaluation/checking/index.ts");
  const lesson = await learnFromRun(sources, run, folders);
  await noteOwnChange(sources.bankFolder);
  return lesson;
}

/** Undoes a lesson. Returns false when nothing of it was left. */
export async function unlearn(bankFolder: string, lesson: Lesson): Promise<boolean> {
  const undone = await undoLesson(bankFolder, lesson);
  await noteOwnChange(bankFolder);
  return undone;
}

async function readBank<Result>(
  { bankFolder, starterFolder }: BankFolders,
  read: (state: BankState) => Promise<Result>,
): Promise<Result> {
  await ensureBank(bankFolder, starterFolder, builtInEmbedder());
  return readSteadily(bankFolder, (state) => {
    if (state === null) throw new Error(l10n.t("The question bank in {0} was removed while it was read.", bankFolder));
    return read(state);
  });
}
