import path from "node:path";
import type { Command } from "commander";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { ensureBank } from "../../bank/opened/index.ts";
import { bankEntries, readSteadily } from "../../bank/store/index.ts";
import { benchmarkFolder } from "../benchmark/run-benchmark.ts";
import { BenchmarkError } from "../benchmark/benchmark-error.ts";
import { findResults } from "../benchmark/imported/find-results.ts";
import { importReplies } from "../benchmark/imported/import-replies.ts";
import { type KnownQuestion, summaryOf, summaryText } from "../benchmark/imported/import-summary.ts";
import { openImported } from "../benchmark/imported/open-imported.ts";
import { type SourceOptions, withSources } from "../../command-line/index.ts";
import { printResult, say, UsageError } from "../../terminal/index.ts";

/** The options of `smcs bench import-cache`. */
interface ImportCacheOptions extends Pick<SourceOptions, "settings" | "bank" | "json"> {
  readonly cache?: string;
}

/** Adds `smcs bench import-cache`: imports published replies, so that their models need not be asked. */
export function addBenchImportCache(bench: Command, signal: AbortSignal): void {
  bench
    .command("import-cache")
    .description("Take the published replies of the paper's models (cache_8k), to be used instead of asking them.")
    .argument("<folder>", "the folder cache_8k of the authors' data")
    .option("--cache <folder>", "where bench keeps replies (default: beside the bank)")
    .option("--settings <file>", "JSON file with the smcs.* settings")
    .option("--bank <folder>", "folder of the question bank with the questions that were answered")
    .option("--json", "print only one JSON document")
    .exitOverride()
    .action((folder: string, options: ImportCacheOptions) => importCache(path.resolve(folder), options, signal));
}

function importCache(folder: string, options: ImportCacheOptions, signal: AbortSignal): Promise<void> {
  return withSources(options, async ({ bankFolder, starterFolder }) => {
    const cacheFolder = benchmarkFolder(bankFolder, options.cache);
    const results = await findResults(folder).catch((error: unknown) => {
      throw error instanceof BenchmarkError ? new UsageError(error.message) : error;
    });
    const found = await importReplies(results, cacheFolder, signal, (model, at, of) => {
      say(`Model ${at + 1} of ${of}: ${model}`);
    });
    await ensureBank(bankFolder, starterFolder, builtInEmbedder());
    const imported = await openImported(cacheFolder);
    if (imported === null) throw new BenchmarkError(`The replies in ${cacheFolder} were removed. Import them again.`);
    const summary = summaryOf(found, imported, await questionsOf(bankFolder));
    printResult(options, summary, summaryText(summary));
  });
}

function questionsOf(bankFolder: string): Promise<KnownQuestion[]> {
  return readSteadily(bankFolder, async (state) => {
    const questions: KnownQuestion[] = [];
    for await (const { question } of state === null ? [] : bankEntries(state)) questions.push(question);
    return questions;
  });
}
