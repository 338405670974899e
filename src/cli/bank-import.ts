import { writeInSpace } from "../adapters/embedding/writing-embedder.ts";
import { importFile, type ImportResult, noPaperSplit } from "../adapters/question-bank/import-file.ts";
import { findFormat, importFormats } from "../adapters/question-bank/import/formats.ts";
import type { ImportFormat, ImportOptions } from "../adapters/question-bank/import/import-format.ts";
import { previewImport } from "../adapters/question-bank/import/preview.ts";
import { recognise } from "../adapters/question-bank/import/recognise.ts";
import { BankError } from "../core/errors.ts";
import { notesOnReferences } from "../evaluation/try-references.ts";
import { NAMED_ROWS, previewLines, unrecognisedText } from "./import-preview.ts";
import { progressOnStandardError } from "./import-progress.ts";
import { distFolder, type SourceOptions, withSources } from "./sources.ts";
import { askBack, printResult, say } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Milliseconds between two words about the trial of reference solutions. */
const TOLD_EVERY_MS = 2000;

/** What the command line gives `smcs bank import`. */
export interface ImportArguments extends SourceOptions {
  readonly format?: string;
  /** Whether rows that cannot be used are passed over, however many, and nobody is asked. */
  readonly yes?: boolean;
  readonly source?: string;
  readonly split?: string;
}

/**
 * `smcs bank import`: creates the bank when it is absent, with nothing but the file's questions. Without a given format it
 * finds the format, prints what it understood and asks before anything is stored.
 */
export async function importIntoBank(file: string, given: ImportArguments, signal: AbortSignal): Promise<void> {
  const isFound = given.format === undefined;
  const format = given.format === undefined ? await formatFound(file, signal) : formatNamed(given.format);
  const wanted = { file, format, options: optionsOf(given, format) };
  if (isFound && !(await agreedTo(wanted, given.yes === true, signal))) {
    say("Nothing was imported.");
    return;
  }
  await withSources(given, async (sources) => {
    const { bankFolder } = sources;
    const onProgress = progressOnStandardError();
    const passOver = isFound || given.yes === true;
    const result = await writeInSpace(sources, bankFolder, onProgress, signal, (embedding) =>
      importFile({ ...wanted, bankFolder, embedding, passOver, onProgress, signal }),
    );
    if (!isFound) printBad(result);
    let toldAt = performance.now();
    const onTried = (done: number, all: number): void => {
      if (performance.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = performance.now();
      say(`  reference solutions tried in the sandbox: ${done} of ${all}`);
    };
    const trials = await notesOnReferences(wanted, { onTried, signal, distFolder });
    printNotes({ ...result, notes: [...result.notes, ...trials] });
    const { imported, updated, skipped, failed, questions, leftOut } = result;
    const summary = `${imported} rows imported (${updated} changed a question, ${skipped} changed nothing), ${failed} not usable; the bank has ${questions} questions.`;
    const counts = { imported, updated, skipped, failed, questions };
    const document = given.split === "paper" ? { ...counts, leftOut } : counts;
    printResult(given, document, summary);
  });
}

async function formatFound(file: string, signal: AbortSignal): Promise<ImportFormat> {
  const found = await recognise(file, signal);
  if (found.format === null) throw new UsageError(unrecognisedText(found));
  return found.format;
}

function formatNamed(name: string): ImportFormat {
  const format = findFormat(name);
  if (format !== undefined) return format;
  const known = importFormats.map(({ name, description }) => `  ${name}: ${description}`);
  throw new UsageError(`There is no format ${name}. These are known:\n${known.join("\n")}`);
}

function optionsOf({ source, split }: ImportArguments, format: ImportFormat): ImportOptions {
  if (split !== undefined && split !== "bank" && split !== "test" && split !== "paper") {
    throw new UsageError("--split is bank, test or paper.");
  }
  if (split === "paper" && format.paperSplit === undefined) throw new UsageError(noPaperSplit(format));
  return { ...(source === undefined ? {} : { source }), ...(split === undefined ? {} : { split }) };
}

/** Prints what an import would store, and asks unless that was answered beforehand. */
async function agreedTo(
  wanted: { readonly file: string; readonly format: ImportFormat; readonly options: ImportOptions },
  yes: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const preview = await previewImport(wanted, signal);
  for (const line of previewLines(preview)) say(line);
  const { usable, failed, broken } = preview;
  if (usable === 0 || broken !== null) throw new BankError(`Nothing of ${wanted.file} can be imported.`);
  if (yes) return true;
  const question = failed === 0 ? `Import the ${usable}?` : `${usable} usable, ${failed} not: import the ${usable}?`;
  return askBack(question, "Add --yes to import what is usable.", signal);
}

function printBad({ bad, failed }: ImportResult): void {
  for (const { at, reason } of bad.slice(0, NAMED_ROWS)) say(`  row ${at} skipped: ${reason}`);
  if (failed > NAMED_ROWS) say(`  ${failed - NAMED_ROWS} more rows skipped`);
}

function printNotes({ outcomesUnknown, leftOut, notes }: ImportResult): void {
  if (outcomesUnknown > 0) say(`  ${outcomesUnknown} outcomes are for questions that the bank does not have.`);
  if (leftOut > 0) say(`  ${leftOut} questions belong to neither part of the paper's split and were left out.`);
  for (const note of notes) say(`  ${note}`);
}
