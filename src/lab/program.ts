import { Command } from "commander";
import { nameHelp, promptOption, type SetStatus, sourceOptions } from "../command-line/index.ts";
import { parserOutput } from "../terminal/index.ts";
import { addBenchAggregators } from "./commands/aggregators.ts";
import { addBenchChoice } from "./commands/choice.ts";
import { addBenchImportCache } from "./commands/import-cache.ts";
import { addBenchSelection } from "./commands/selection.ts";
import { addBenchTables } from "./commands/tables.ts";

/**
 * Returns the command line of `smcs bench`, which is a bundle of its own.
 *
 * @param signal aborts the running command
 */
export function buildLaboratory(signal: AbortSignal, setStatus: SetStatus): Command {
  const program = new Command("smcs").configureOutput(parserOutput).exitOverride();
  const bench = program.command("bench").description("Measure the method.").exitOverride();
  addBenchSelection(bench, signal);
  addBenchChoice(bench, signal);
  addBenchImportCache(bench, signal);
  addBenchAggregators(promptOption(sourceOptions(bench.command("aggregators"))), signal, setStatus);
  addBenchTables(promptOption(sourceOptions(bench.command("tables"))), signal, setStatus);
  nameHelp(program, "smcs");
  return program;
}
