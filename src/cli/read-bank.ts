import type { Sources } from "../assembly/index.ts";
import { builtInEmbedder } from "../embedding/built-in/built-in-embedder.ts";
import type { CapabilityLine } from "../bank/capability-lines.ts";
import { mergeOutcomes } from "../bank/merge-rows.ts";
import { ensureBank } from "../bank/open-bank.ts";
import { readSteadily } from "../bank/read-steadily.ts";
import { bankEntries, type BankState } from "../bank/store/bank-store.ts";
import type { BankEntry } from "../core/question-bank/packed-bank.ts";
import { type SourceOptions, withSources } from "./sources.ts";
import { say } from "./terminal.ts";

/**
 * Reads the bank of the options from beginning to end. It is made from the starter bank when it is absent; the simulated
 * models' outcomes are added where those models are asked for.
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
