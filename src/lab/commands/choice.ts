import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { checkingFolders } from "../../command-line/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { builtChecking } from "../../evaluation/checking/index.ts";
import { createSandbox } from "../../sandbox/index.ts";
import { printResult, ProgressLine } from "../../terminal/index.ts";
import { readCandidateSets } from "../choice-study/candidate-sets.ts";
import { choiceTables } from "../choice-study/choice-tables.ts";
import { studyChoice } from "../choice-study/study-choice.ts";

/** Adds `smcs bench choice`: measures how well one of several known replies is chosen. Calls no model. */
export function addBenchChoice(bench: Command, signal: AbortSignal): void {
  bench
    .command("choice")
    .description("Measure how well one of several known replies is chosen. Calls no model.")
    .argument("<file>", "sets of replies that are known to be right or wrong, JSON lines, plain or .gz")
    .option("--json", "print only one JSON document")
    .exitOverride()
    .action(async (file: string, options: { readonly json?: true }) => {
      await benchChoice(file, options, signal);
    });
}

async function benchChoice(file: string, options: { readonly json?: true }, signal: AbortSignal): Promise<void> {
  const sets = await readCandidateSets(file, signal);
  const { sandbox: files, snapshotFolder } = builtChecking(checkingFolders);
  const together = availableParallelism();
  const sandbox = createSandbox({ files, snapshotFolder, spares: together });
  const line = new ProgressLine<number>((done) => `${done} of ${sets.length} sets`, 10_000);
  try {
    const report = await studyChoice(sets, {
      embedder: builtInEmbedder(),
      sandbox,
      together,
      clock: () => performance.now(),
      onSet: (done) => {
        line.show(done);
      },
      signal,
    });
    line.end();
    printResult(options, report, choiceTables(report));
  } finally {
    line.end();
    await sandbox.close();
  }
}
