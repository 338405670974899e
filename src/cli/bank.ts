import { builtInEmbedder } from "../adapters/embedding/built-in/built-in-embedder.ts";
import { calibrateOnce } from "../adapters/embedding/calibration/kept-calibrations.ts";
import { inTheBackground } from "../adapters/embedding/endpoint/sender.ts";
import { costOfMove, moveCostText } from "../adapters/embedding/move-cost.ts";
import { wantedEmbedder } from "../adapters/embedding/wanted-embedder.ts";
import { writeInSpace } from "../adapters/embedding/writing-embedder.ts";
import { exportBank } from "../adapters/question-bank/export-bank.ts";
import { importFile, type ImportProgress, noPaperSplit } from "../adapters/question-bank/import-file.ts";
import { findFormat, importFormats } from "../adapters/question-bank/import/formats.ts";
import type { ImportFormat, ImportOptions } from "../adapters/question-bank/import/import-format.ts";
import { moveBank } from "../adapters/question-bank/move-bank.ts";
import { ensureBank } from "../adapters/question-bank/open-bank.ts";
import { verifyBank } from "../adapters/question-bank/store/bank-store.ts";
import { EmbeddingError, messageOf } from "../core/errors.ts";
import { readBank } from "./read-bank.ts";
import { type SourceOptions, withSources } from "./sources.ts";
import { UsageError } from "./usage-error.ts";

/** Rows that are named when they cannot be used; the others are counted. */
const NAMED_ROWS = 20;

/** What the command line gives `smcs bank import`. */
export interface ImportArguments extends SourceOptions {
  readonly format: string;
  readonly source?: string;
  readonly split?: string;
}

/** `smcs bank import`: creates the bank when it is absent, with nothing but the file's questions. */
export async function importIntoBank(file: string, given: ImportArguments, signal: AbortSignal): Promise<void> {
  const format = formatOf(given);
  const options = optionsOf(given, format);
  await withSources(given, async (sources) => {
    const { bankFolder } = sources;
    const onProgress = progressOnStandardError();
    const result = await writeInSpace(sources, bankFolder, onProgress, signal, (embedding) =>
      importFile({ bankFolder, file, format, options, embedding, onProgress, signal }),
    );
    const { bad, unknown: _, outcomesUnknown, notes, leftOut, ...counts } = result;
    const { imported, updated, skipped, failed, questions } = counts;
    for (const { at, reason } of bad.slice(0, NAMED_ROWS)) console.error(`  row ${at} skipped: ${reason}`);
    if (failed > NAMED_ROWS) console.error(`  ${failed - NAMED_ROWS} more rows skipped`);
    if (outcomesUnknown > 0)
      console.error(`  ${outcomesUnknown} outcomes are for questions that the bank does not have.`);
    if (leftOut > 0)
      console.error(`  ${leftOut} questions belong to neither part of the paper's split and were left out.`);
    for (const note of notes) console.error(`  ${note}`);
    const summary = `${imported} rows imported (${updated} changed a question, ${skipped} changed nothing), ${failed} not usable; the bank has ${questions} questions.`;
    const document = options.split === "paper" ? { ...counts, leftOut } : counts;
    console.log(given.json === true ? JSON.stringify(document) : summary);
  });
}

function formatOf({ format: name }: ImportArguments): ImportFormat {
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

/** `smcs bank export`. */
export async function exportToFile(file: string, options: SourceOptions): Promise<void> {
  const questions = await readBank(options, (space, entries) => exportBank(space, entries, file));
  console.log(
    options.json === true ? JSON.stringify({ questions, file }) : `${questions} questions written to ${file}.`,
  );
}

/**
 * `smcs bank embed`: moves the bank to the space of the embedder that the settings ask for. Stopped, it goes on from there
 * the next time.
 *
 * @throws EmbeddingError when that embedder cannot be had
 */
export async function embed(options: SourceOptions, signal: AbortSignal): Promise<void> {
  await withSources(options, async (sources) => {
    const { bankFolder, starterFolder, modelsFolder, settings } = sources;
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    const wanted = await wantedEmbedder({ ...sources, usefulForMs: inTheBackground });
    const { embedding, lacking } = wanted;
    if (lacking !== null && settings.embedding.backend !== "auto") throw new EmbeddingError(lacking);
    const cost = await costOfMove(wanted, bankFolder);
    if (cost !== null) console.error(`  ${wanted.name} embeds ${moveCostText(cost)}. Stopped, it goes on from there.`);
    const { questions } = await moveBank(bankFolder, embedding, { onProgress: progressOnStandardError(), signal });
    // The bank has moved; without it the thresholds are careful ones.
    await calibrateOnce(embedding, modelsFolder, signal).catch((error: unknown) => {
      console.error(`Note: how alike texts of ${embedding.space} are was not found out: ${messageOf(error)}`);
    });
    const { space } = embedding;
    const summary =
      questions === 0 ? `The bank is embedded in ${space} already.` : `${questions} questions embedded in ${space}.`;
    console.log(options.json === true ? JSON.stringify({ questions, space }) : summary);
  });
}

/** `smcs bank verify`: returns the exit status. */
export async function verify(options: SourceOptions): Promise<number> {
  // A bank that cannot even be read has one problem, and that is what was asked for.
  const problems = await withSources(options, async ({ bankFolder, starterFolder }) => {
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    return verifyBank(bankFolder);
  }).catch((error: unknown) => [messageOf(error)]);
  const ok = problems.length === 0;
  if (options.json === true) console.log(JSON.stringify({ ok, problems }));
  else console.log(ok ? "The bank is sound." : problems.join("\n"));
  return ok ? 0 : 1;
}

/** Says once a second how far an import is. */
function progressOnStandardError(): (progress: ImportProgress) => void {
  let lastAt = performance.now();
  return ({ phase, rows, ratePerSecond, secondsLeft }) => {
    const now = performance.now();
    if (now - lastAt < 1000) return;
    lastAt = now;
    const left = secondsLeft === null ? "" : `, about ${Math.ceil(secondsLeft)} s left`;
    console.error(`  ${phase}: ${rows} rows, ${ratePerSecond.toFixed(0)} a second${left}`);
  };
}
