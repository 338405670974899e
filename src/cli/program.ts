import { Command } from "commander";
import { presetNames } from "../core/parameters.ts";
import { ask, type AskOptions } from "./ask.ts";
import { embed, exportToFile, verify } from "./bank.ts";
import { type ImportArguments, importIntoBank } from "./bank-import.ts";
import { exportBatchFile, importBatchFile } from "./batch.ts";
import { printStats } from "./bank-stats.ts";
import { checkRecorded } from "./check.ts";
import { serveDemo } from "./demo.ts";
import { downloadEmbeddingModel, embeddingStatus, forgetVectors, removeEmbeddingModel } from "./embedding.ts";
import { type EndpointTestOptions, testConfiguredEndpoints } from "./endpoints.ts";
import { evaluateBank, type EvaluateArguments } from "./evaluate.ts";
import type { PairOptions } from "./evaluation.ts";
import { addMcpCommand } from "./mcp.ts";
import {
  dollars,
  nameHelp,
  promptOption,
  type SetStatus,
  sourceOptions,
  type SourceOptions,
  wholeNumber,
} from "../command-line/index.ts";
import { recheckBank } from "./recheck.ts";
import { replayFile, type ReplayOptions } from "./replay.ts";
import { select, type SelectOptions } from "./select.ts";
import { addServeCommands } from "./serve.ts";
import { addTeamCommands } from "./team.ts";
import { parserOutput, UsageError } from "../terminal/index.ts";

const LABORATORY_ELSEWHERE =
  "smcs bench is not part of the extension: clone the repository of SMCS, run npm ci there, and use npx smcs bench.";

/**
 * Returns the command line of `smcs`.
 *
 * @param signal aborts the running command
 */
export function buildProgram(signal: AbortSignal, setStatus: SetStatus): Command {
  const program = new Command("smcs")
    .description("Ask many language models at once and get the best answer with its reasons.")
    .configureOutput(parserOutput)
    .exitOverride();

  promptOption(sourceOptions(program.command("ask").description("Answer a question with SMCS.")))
    .argument("<question>")
    .option("--context <file>", "attach a file (may be repeated)", collect, [] as string[])
    .option(
      "--tests <file>",
      "run its checks on the answers; sent to no model (may be repeated)",
      collect,
      [] as string[],
    )
    .option("--seed <number>", "repeat a run: same seed and replies, same result", wholeNumber)
    .option("--system <name>", "how the models work together, smcs for one; an unknown name lists all")
    .option("--preset <name>", presetNames.join(", "))
    .option("--dry-run", "choose models, draw subsets and estimate the cost, but call no model")
    .option("--yes", "ask even if it may cost much, without asking first")
    .option("--records <folder>", "folder of the runs' records (default: ~/.smcs/runs)")
    .option("--no-records", "keep no record of the run")
    .action(async (question: string, options: AskOptions) => {
      setStatus(await ask(question, options, signal));
    });

  sourceOptions(program.command("select").description("Show which models would answer, and why. Calls no model."))
    .argument("<question>")
    .option("--embedding <file>", "use this embedding (a JSON array) instead of embedding the question")
    .action(async (question: string, options: SelectOptions) => {
      await select(question, options, signal);
    });

  program
    .command("replay")
    .description("Repeat a recorded run from its replies; exit status 1 if anything differs.")
    .argument("<file>", "a run's record, or what ask --json printed")
    .option("--bank <folder>", "question bank to choose the models from again")
    .option("--settings <file>", "JSON file with the smcs.* settings, for another embedding model")
    .option("--json", "print only one JSON document")
    .action(async (file: string, options: ReplayOptions) => {
      setStatus(await replayFile(file, options));
    });

  program
    .command("check")
    .description(
      "Run the answers of a recorded run on an example, and add the outcome to its record; exit status 1 if the answer in use fails it.",
    )
    .argument("<file>", "a run's record")
    .argument("<example>", "a call and its result, or an assertion: 'double(2) == 4'")
    .option("--json", "print only one JSON document")
    .action(async (file: string, example: string, options: { json?: true }) => {
      setStatus(await checkRecorded(file, example, options, signal));
    });

  program
    .command("demo")
    .description("Serve the simulated demo models on 127.0.0.1 until interrupted.")
    .option("--port <number>", "port (default: any free one)", wholeNumber)
    .option("--instant", "answer at once instead of at a human pace")
    .action(async (options: { port?: number; instant?: true }) => {
      await serveDemo(options, signal);
    });

  addServeCommands(
    program.command("serve").description("Serve SMCS to other programs, as an OpenAI-compatible server."),
    signal,
  );

  addMcpCommand(
    program.command("mcp").description("Serve SMCS to one program by the Model Context Protocol, on standard input."),
    signal,
  );

  const endpoints = program.command("endpoints").description("Test the model servers.").exitOverride();
  sourceOptions(endpoints.command("test").description("Show what each configured model can do, and what it refuses."))
    .option("--cache <file>", "where the outcomes are kept (default: ~/.smcs/endpoints.json)")
    .option("--no-requests", "send nothing that could cost anything; show what servers say and the last outcomes")
    .action(async (options: EndpointTestOptions) => {
      setStatus(await testConfiguredEndpoints(options, signal));
    });

  addEmbeddingCommands(program.command("embedding").description("Manage the embedding model."), signal);
  addTeamCommands(program.command("team").description("Manage a question bank that a team shares."), signal);
  addBankCommands(program.command("bank").description("Manage the question bank."), signal, setStatus);
  program
    .command("bench")
    .description("Measure the method: the paper's tables, and studies. Part of the repository, not of the extension.")
    .allowUnknownOption()
    .argument("[words...]")
    .action(() => {
      throw new UsageError(LABORATORY_ELSEWHERE);
    });
  nameHelp(program, "smcs");
  return program;
}

function addEmbeddingCommands(embedding: Command, signal: AbortSignal): void {
  embedding.exitOverride();
  sourceOptions(embedding.command("status").description("Show which embedder is used, and why.")).action(
    embeddingStatus,
  );
  sourceOptions(
    embedding.command("download").description("Download the embedding model of the settings from the model hub."),
  ).action(async (options: SourceOptions) => {
    await downloadEmbeddingModel(options, signal);
  });
  sourceOptions(embedding.command("remove").description("Remove the downloaded embedding model.")).action(
    removeEmbeddingModel,
  );
  sourceOptions(
    embedding.command("forget").description("Remove the vectors of embedders that the bank no longer uses."),
  ).action(forgetVectors);
}

function addBankCommands(bank: Command, signal: AbortSignal, setStatus: SetStatus): void {
  bank.exitOverride();
  sourceOptions(bank.command("import").description("Import questions or outcomes from files, plain or .gz."))
    .argument("[file...]")
    .option("--format <name>", "format of the files, if it is not recognized; an unknown name lists all")
    .option("--checks-from <files...>", "take checks for the bank's questions from these, and add no question")
    .option("--yes", "import all that is usable without asking")
    .option("--source <name>", "name of the source, in place of the format's own")
    .option("--split <name>", "bank or test, in place of the file's own, or paper: the paper's bank and test parts")
    .action(async (files: string[], options: ImportArguments) => {
      await importIntoBank(files, options, signal);
    });
  sourceOptions(bank.command("stats").description("Count questions, sources, domains and evaluated models.")).action(
    printStats,
  );
  sourceOptions(bank.command("export").description("Write the whole bank as smcs-jsonl."))
    .argument("<file>")
    .action(exportToFile);
  sourceOptions(
    bank
      .command("embed")
      .description("Embed every question with the embedder of the settings; continues where it was stopped."),
  ).action(async (options: SourceOptions) => {
    await embed(options, signal);
  });
  sourceOptions(bank.command("verify").description("Check every entry; exit status 1 if something is wrong.")).action(
    async (options: SourceOptions) => {
      setStatus(await verify(options));
    },
  );
  addEvaluationCommands(bank, signal, setStatus);
}

function addEvaluationCommands(bank: Command, signal: AbortSignal, setStatus: SetStatus): void {
  withPairs(
    bank.command("evaluate").description("Ask the models the questions without an outcome, and check their answers."),
  )
    .option("--budget <dollars>", "never spend more than this", dollars)
    .option("--dry-run", "say what is missing and what it would cost; send nothing")
    .option("--check-again", "check all kept replies again; send nothing")
    .action(async (options: EvaluateArguments) => {
      setStatus(await evaluateBank(options, signal));
    });
  promptOption(
    sourceOptions(
      bank
        .command("recheck")
        .description("Judge kept replies anew where an older checker judged them, of all models. Calls no model."),
    ),
  ).action(async (options: SourceOptions) => {
    setStatus(await recheckBank(options, signal));
  });
  withPairs(bank.command("batch-export").description("Write the missing requests as vLLM's run-batch reads them."))
    .argument("<file>")
    .action(async (file: string, options: PairOptions) => {
      await exportBatchFile(file, options, signal);
    });
  promptOption(
    sourceOptions(bank.command("batch-import").description("Read the results of vLLM's run-batch, and check them.")),
  )
    .argument("<file>")
    .action(async (file: string, options: PairOptions) => {
      await importBatchFile(file, options, signal);
    });
}

/** Adds the options that select pairs of models and questions. */
function withPairs(command: Command): Command {
  return promptOption(sourceOptions(command))
    .option("--models <names>", "only these, separated by commas")
    .option("--limit <number>", "at most this many questions, a stratified sample by source", wholeNumber)
    .option("--refresh-stale", "ask again if the prompt, the sampling or the checker has changed");
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
