import { randomInt, randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { assemble, runOf } from "../assembly/index.ts";
import { answerQuestion, type Plan, planRun } from "../core/answer/index.ts";
import { confirmationText, estimateText, mayNeedConfirmation, needsConfirmation } from "../core/cost/index.ts";
import { MOST_OF_A_FILE } from "../core/examples/index.ts";
import type { ContextItem, Question } from "../core/question.ts";
import { messageOf } from "../core/errors.ts";
import { applyEvent, type RunRecord, startRecord } from "../core/record/index.ts";
import { failureLines } from "../core/conversation/index.ts";
import { embedderNotes } from "./embedding.ts";
import { planText } from "./plan-text.ts";
import { progressLine, winnerText } from "./report.ts";
import { type SourceOptions, withSources } from "../command-line/index.ts";
import { askBack, print, printJson, printResult, say, UsageError } from "../terminal/index.ts";
import { homedir } from "node:os";
import path from "node:path";
import { RunRecordFile } from "../records/index.ts";

/** The options of `smcs ask`. */
export interface AskOptions extends SourceOptions {
  readonly context: readonly string[];
  readonly tests: readonly string[];
  readonly seed?: number;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly records?: Records;
}

/** `smcs ask`: returns the exit status. */
export async function ask(text: string, options: AskOptions, signal: AbortSignal): Promise<number> {
  if (text.trim() === "") throw new UsageError("The question is empty.");
  const readAll = (files: readonly string[], option: string): Promise<ContextItem[]> =>
    Promise.all(files.map((file) => readGiven(file, option)));
  const context = await readAll(options.context, "--context");
  const files = await readAll(options.tests, "--tests");
  // The record keeps no more than what is read.
  const tests = files.map((file) => ({ ...file, text: file.text.slice(0, MOST_OF_A_FILE) }));
  const question: Question = { text, context, conversation: [], ...(tests.length > 0 && { tests }) };
  return withSources(options, async (sources) => {
    const { settings } = sources;
    const { means, problems, serving } = await assemble(sources, signal);
    for (const note of [...problems, ...embedderNotes(serving)]) say(`Note: ${note}`);
    // A run with a given seed is repeatable, so nothing may depend on time.
    const policy = options.seed === undefined ? settings.policy : settings.repeatablePolicy;
    const seed = options.seed ?? randomInt(2 ** 31);
    const run = { ...runOf(settings, question, randomUUID(), seed), policy };
    if (options.dryRun === true) {
      const plan = await planRun(run, means, signal);
      for (const warning of plan.warnings) say(`Note: ${warning}`);
      say(estimateText(plan.estimate));
      printResult(options, plan, planText(plan, { system: run.system, simulated: means.simulated }));
      return 0;
    }
    await sources.simulated?.check(text);
    if (mayNeedConfirmation(means.pool)) {
      const agreed = await confirmCost(await planRun(run, means, signal), options.yes === true, signal);
      if (!agreed) return 1;
    }
    const file = recordOfRun(run.runId, options.records);
    const record = await follow(answerQuestion(run, means, signal), file);
    if (options.json === true) printJson(record);
    else if (record.outcome === "done") print(winnerText(record));
    for (const line of failureLines(record)) say(line);
    if (file !== null && options.json !== true && record.outcome === "done") say(`Record: ${file.file}`);
    if (sources.simulated === null && settings.endpoints.length === 0) {
      say("Give endpoints with --settings FILE (keys smcs.*), or use the simulated models with --demo.");
    }
    return record.outcome === "done" ? 0 : 1;
  });
}

/** Processes the events of a run to the end, records the run and prints its progress on standard error. */
async function follow(
  events: ReturnType<typeof answerQuestion>,
  file: ReturnType<typeof recordOfRun>,
): Promise<RunRecord> {
  let record: RunRecord | null = null;
  for await (const event of events) {
    file?.append(event);
    record = event.type === "run-start" ? startRecord(event) : record && applyEvent(record, event);
    const line = record && progressLine(event, record);
    if (line !== null) say(line);
  }
  await file?.close();
  if (record === null) throw new Error("The question ended before a model was asked. Ask it again.");
  return record;
}

async function readGiven(file: string, option: string): Promise<ContextItem> {
  const refuse = (reason: string): never => {
    throw new UsageError(`${option} ${file}: ${reason}`);
  };
  const found = await stat(file).catch(() => refuse("There is no such file."));
  // A pipe, for example, may never end.
  if (!found.isFile()) refuse("This is not a file.");
  return { label: file, text: await readFile(file, "utf8").catch((error: unknown) => refuse(messageOf(error))) };
}

/**
 * Asks for confirmation on the terminal, once, before a question that may cost much.
 *
 * @param yes whether the user agreed with --yes
 * @throws UsageError when there is no terminal to ask on
 */
async function confirmCost(plan: Plan, yes: boolean, signal: AbortSignal): Promise<boolean> {
  const { estimate, selection, subsets } = plan;
  if (!needsConfirmation(estimate)) return true;
  say(confirmationText(estimate, selection.referencers.length, subsets.length));
  if (yes) return true;
  return askBack(
    "Ask the models?",
    "No model was asked. Add --yes to ask anyway, or set smcs.budget.perQuestionUsd.",
    signal,
  );
}

/** Value of the recording option: a folder, or false for no recording. */
type Records = string | false | undefined;

/**
 * Returns the file that a run is recorded in; null for no recording. The default folder is `~/.smcs/runs`, independent
 * of the bank's folder: a bank may be shared, but a question is private.
 */
function recordOfRun(runId: string, records: Records): RunRecordFile | null {
  if (records === false) return null;
  const folder = path.resolve(records ?? path.join(homedir(), ".smcs", "runs"));
  return new RunRecordFile(folder, runId, new Date(), (message) => {
    say(`Note: ${message}`);
  });
}
