import type { Sources } from "../../assembly/index.ts";
import { ensureBank, learnChoice } from "../../bank/opened/index.ts";
import type { Lesson, NothingLearned } from "../../core/growth/index.ts";
import type { RunRecord } from "../../core/record/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { keptCalibrations } from "../../embedding/calibration/index.ts";
import { type EmbedderSources, writeInSpace } from "../../embedding/serving/index.ts";
import { builtChecking, type CheckingFolders, openChecking } from "./checking.ts";

/** The bank that learns, and its embedder. */
export type LearningSources = Pick<Sources, "bankFolder" | "starterFolder"> & EmbedderSources;

/**
 * Writes a run's lesson into the bank (A.6), with the bank's own embedder.
 *
 * @param folders those of the processes that check replies
 * @returns the lesson, which can be taken back; or why nothing was learned
 * @throws BankError when the bank cannot be read or written
 */
export async function learnFromRun(
  sources: LearningSources,
  run: RunRecord,
  folders: CheckingFolders,
): Promise<Lesson | NothingLearned> {
  const { bankFolder, starterFolder } = sources;
  const { signal } = new AbortController();
  await ensureBank(bankFolder, starterFolder, builtInEmbedder());
  const calibrations = await keptCalibrations(sources.modelsFolder);
  const checking = openChecking(builtChecking(folders));
  try {
    const at = new Date().toISOString();
    return await writeInSpace(
      { sources, bankFolder, onProgress: () => undefined },
      (embedding) =>
        learnChoice(bankFolder, run, at, {
          embedding,
          calibrations,
          check: (question, reply) => checking.means.check(question, reply, signal),
        }),
      signal,
    );
  } finally {
    await checking.close();
  }
}
