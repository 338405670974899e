import { builtInEmbedder } from "../embedding/built-in/index.ts";
import { calibrateOnce } from "../embedding/calibration/index.ts";
import { inTheBackground } from "../embedding/endpoint/index.ts";
import { costOfMove, moveCostText, sharedKeepsItsSpace, wantedEmbedder } from "../embedding/serving/index.ts";
import { type CapabilityLine, ensureBank, exportBank } from "../bank/opened/index.ts";
import { moveBank } from "../bank/spaces/index.ts";
import { bankEntries, type BankState, readSteadily, verifyBank } from "../bank/store/index.ts";
import { BankError, EmbeddingError, messageOf } from "../core/errors.ts";
import { progressOnStandardError } from "./progress.ts";
import { type SourceOptions, withSources } from "../command-line/index.ts";
import { printResult, say } from "../terminal/index.ts";
import type { Sources } from "../assembly/index.ts";
import { mergeOutcomes } from "../bank/filling/index.ts";
import type { BankEntry } from "../core/packed-bank/index.ts";

/** `smcs bank export`. */
export async function exportToFile(file: string, options: SourceOptions): Promise<void> {
  const questions = await readBank(options, (space, entries) => exportBank(space, entries, file));
  printResult(options, { questions, file }, `${questions} questions written to ${file}.`);
}

/**
 * `smcs bank embed`: moves the bank to the space of the embedder that the settings ask for. A stopped move resumes with
 * the next call.
 *
 * @throws EmbeddingError when that embedder is unavailable
 */
export async function embed(options: SourceOptions, signal: AbortSignal): Promise<void> {
  await withSources(options, async (sources) => {
    const { bankFolder, starterFolder, modelsFolder, settings } = sources;
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    const wanted = await wantedEmbedder({ ...sources, usefulForMs: inTheBackground });
    const { embedding, lacking } = wanted;
    if (sources.isShared === true) throw new BankError(sharedKeepsItsSpace);
    if (lacking !== null && settings.embedding.backend !== "auto") throw new EmbeddingError(lacking);
    const cost = await costOfMove(wanted, bankFolder);
    if (cost !== null) say(`  ${wanted.name} embeds ${moveCostText(cost)}. If stopped, it continues from there.`);
    const { questions } = await moveBank(bankFolder, embedding, { onProgress: progressOnStandardError(), signal });
    // The bank has moved; without calibration the thresholds are conservative.
    await calibrateOnce(embedding, modelsFolder, signal).catch((error: unknown) => {
      say(`Note: the similarities of ${embedding.space} could not be calibrated: ${messageOf(error)}`);
    });
    const { space } = embedding;
    const summary =
      questions === 0
        ? `The question bank is already embedded with ${space}.`
        : `${questions} questions embedded with ${space}.`;
    printResult(options, { questions, space }, summary);
  });
}

/** `smcs bank verify`: returns the exit status. */
export async function verify(options: SourceOptions): Promise<number> {
  // An unreadable bank is reported as one problem.
  const problems = await withSources(options, async ({ bankFolder, starterFolder }) => {
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    return verifyBank(bankFolder);
  }).catch((error: unknown) => [messageOf(error)]);
  const ok = problems.length === 0;
  printResult(options, { ok, problems }, ok ? "The bank is sound." : problems.join("\n"));
  return ok ? 0 : 1;
}

/**
 * Reads the bank of the options from beginning to end. An absent bank is made from the starter bank. The simulated
 * models' outcomes are added if those models are requested.
 */
export function readBank<Result>(
  options: SourceOptions,
  read: (space: string, entries: AsyncIterable<BankEntry>, sources: Sources) => Promise<Result>,
): Promise<Result> {
  return withSources(options, async (sources) => {
    const { bankFolder, starterFolder, simulated } = sources;
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    return readSteadily(bankFolder, async (state) => {
      const entries = withOutcomes(state, simulated?.capability ?? []);
      const result = await read(state?.manifest.space ?? "", entries, sources);
      for (const loss of state?.losses ?? []) say(`  ${loss}`);
      return result;
    });
  });
}

async function* withOutcomes(state: BankState | null, lines: readonly CapabilityLine[]): AsyncGenerator<BankEntry> {
  const outcomes = new Map(lines.map(({ questionId, correct }) => [questionId, correct]));
  for await (const { question, vector } of state === null ? [] : bankEntries(state)) {
    yield { vector, question: mergeOutcomes({ question, vector }, outcomes.get(question.id) ?? {}).question };
  }
}
