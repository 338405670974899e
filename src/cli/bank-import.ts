import path from "node:path";
import { writeInSpace } from "../embedding/serving/index.ts";
import { importFile, type ImportResult, noPaperSplit } from "../bank/filling/index.ts";
import {
  type Columns,
  findFormat,
  importFormats,
  type ImportPreview,
  previewImport,
  recognise,
  type Recognised,
  type WantedImport,
} from "../bank-import/index.ts";
import type { ImportFormat, ImportOptions, AnswerCheck } from "../import-rows/index.ts";
import { BankError } from "../core/errors.ts";
import { notesOnReferences } from "../evaluation/checking/index.ts";
import { progressOnStandardError } from "./progress.ts";
import { checkingFolders, type SourceOptions, withSources } from "../command-line/index.ts";
import { askBack, printResult, say, UsageError } from "../terminal/index.ts";
import { plainLine } from "../core/plain-line.ts";

/** Milliseconds between two progress lines of the trial of reference solutions. */
const TOLD_EVERY_MS = 2000;

/** The options of `smcs bank import`. */
export interface ImportArguments extends SourceOptions {
  readonly format?: string;
  /** Files that only complete questions: their checks are taken, and no question is added. */
  readonly checksFrom?: readonly string[];
  /** Whether to skip any number of unusable rows without asking. */
  readonly yes?: boolean;
  readonly source?: string;
  readonly split?: string;
}

/** The counts in the summary. */
type Counts = Pick<ImportResult, "imported" | "updated" | "skipped" | "failed" | "questions" | "leftOut" | "notInBank">;

/**
 * `smcs bank import`: creates the bank when it is absent, with only the files' questions. Without a given format it
 * recognises each file's format, prints what it understood and asks before it stores anything. Files are imported one
 * after the other: when one fails, those before it stay imported.
 */
export async function importIntoBank(
  files: readonly string[],
  given: ImportArguments,
  signal: AbortSignal,
): Promise<void> {
  const isFound = given.format === undefined;
  if (files.length === 0 && given.checksFrom === undefined) throw new UsageError("Name a file to import.");
  const wanted: WantedImport[] = [];
  for (const file of files) wanted.push(await wantedOf(file, given, signal));
  for (const file of given.checksFrom ?? []) {
    // Completed questions keep their split.
    const { split: _, ...rest } = given;
    const one = await wantedOf(file, rest, signal);
    wanted.push({ ...one, options: { ...one.options, split: "bank", onlyKnown: true } });
  }
  if (isFound && !(await agreedTo(wanted, given.yes === true, signal))) {
    say("Nothing was imported.");
    return;
  }
  const all: Counts[] = [];
  for (const one of wanted) {
    if (wanted.length > 1) say(`${path.basename(one.file)}:`);
    all.push(await importOne(one, given, signal));
  }
  const sum = (field: keyof Counts): number => all.reduce((total, counts) => total + counts[field], 0);
  const [imported, updated, skipped, failed] = [sum("imported"), sum("updated"), sum("skipped"), sum("failed")];
  const questions = all.at(-1)?.questions ?? 0;
  const summary = `${imported} rows imported (${updated} changed a question, ${skipped} changed nothing), ${failed} not usable; the bank has ${questions} questions.`;
  const document = {
    imported,
    updated,
    skipped,
    failed,
    questions,
    ...(given.split === "paper" && { leftOut: sum("leftOut") }),
    ...(given.checksFrom !== undefined && { notInBank: sum("notInBank") }),
  };
  printResult(given, document, summary);
}

async function wantedOf(file: string, given: ImportArguments, signal: AbortSignal): Promise<WantedImport> {
  const format = given.format === undefined ? await formatFound(file, signal) : formatNamed(given.format);
  return { file, format, options: optionsOf(given, format) };
}

async function importOne(wanted: WantedImport, given: ImportArguments, signal: AbortSignal): Promise<Counts> {
  const isFound = given.format === undefined;
  return withSources(given, async (sources) => {
    const { bankFolder } = sources;
    const onProgress = progressOnStandardError();
    const passOver = isFound || given.yes === true;
    const result = await writeInSpace(
      { sources, bankFolder, onProgress },
      (embedding) => importFile({ ...wanted, bankFolder, embedding, passOver, onProgress, signal }),
      signal,
    );
    if (!isFound) printBad(result);
    let toldAt = performance.now();
    const onTried = (done: number, all: number): void => {
      if (performance.now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = performance.now();
      say(`  reference solutions tried in the sandbox: ${done} of ${all}`);
    };
    const trials = await notesOnReferences(wanted, { onTried, signal, folders: checkingFolders });
    printNotes({ ...result, notes: [...result.notes, ...trials] });
    return result;
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

/** Prints what the imports would store, and asks unless `--yes` was given. */
async function agreedTo(all: readonly WantedImport[], yes: boolean, signal: AbortSignal): Promise<boolean> {
  let [usable, failed] = [0, 0];
  for (const wanted of all) {
    const preview = await previewImport(wanted, signal);
    for (const line of previewLines(preview)) say(line);
    if (wanted.options.onlyKnown === true) say("  completes questions of the bank; adds none");
    if (preview.usable === 0 || preview.broken !== null)
      throw new BankError(`Nothing of ${wanted.file} can be imported.`);
    usable += preview.usable;
    failed += preview.failed;
  }
  if (yes) return true;
  const question = failed === 0 ? `Import the ${usable}?` : `${usable} usable, ${failed} not: import the ${usable}?`;
  return askBack(question, "Nothing was imported. Add --yes to import what is usable.", signal);
}

function printBad({ bad, failed }: ImportResult): void {
  for (const { at, reason } of bad.slice(0, NAMED_ROWS)) say(`  row ${at} skipped: ${reason}`);
  if (failed > NAMED_ROWS) say(`  ${failed - NAMED_ROWS} more rows skipped`);
}

function printNotes({ outcomesUnknown, leftOut, notInBank, notes }: ImportResult): void {
  if (outcomesUnknown > 0) say(`  ${outcomesUnknown} outcomes are for questions that the bank does not have.`);
  if (leftOut > 0) say(`  ${leftOut} questions belong to neither part of the paper's split and were left out.`);
  if (notInBank > 0) say(`  ${notInBank} questions are not in the bank and were left out.`);
  for (const note of notes) say(`  ${note}`);
}

/** Maximum number of unusable rows that are listed; the others are counted. */
const NAMED_ROWS = 20;

/** Maximum length of the shown example, in characters. */
const LONGEST_EXAMPLE = 400;

/**
 * Returns what an import would store, in lines for users: counts, the format, how fields are read, an example, and each
 * bad row.
 */
function previewLines({ format, fileName, ...preview }: ImportPreview): string[] {
  const { rows, usable, failed, bad, broken, outcomes, repeated, tasks, columns, example } = preview;
  const kinds = [...tasks].map(([kind, count]) => `${count} ${kind}`);
  const more = failed - Math.min(bad.length, NAMED_ROWS);
  return [
    `${shown(fileName)}: ${usable} of ${rows} rows are usable, ${failed} not.`,
    `  format: ${format.name} (${format.description})`,
    ...(columns === null ? [] : columnLines(columns)),
    ...(kinds.length === 0 ? [] : [`  tasks: ${kinds.join(", ")}`]),
    ...(outcomes === 0 ? [] : [`  outcomes of models: ${outcomes}`]),
    ...(repeated === 0 ? [] : [`  ${repeated} questions are in the file more than once; the last one counts`]),
    ...(example === null ? [] : [`  example: ${plainLine(JSON.stringify(example), LONGEST_EXAMPLE)}`]),
    ...bad.slice(0, NAMED_ROWS).map(({ at, reason }) => `  line ${at}: ${reason}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(broken === null ? [] : ["The file cannot be read to its end, so nothing was imported."]),
  ];
}

/** Returns why the format is unknown, and the likely formats, as the last message of a command. */
function unrecognisedText({ reason, likely }: Extract<Recognised, { format: null }>): string {
  const lines = likely.map(({ format, usable }) => {
    const reads = usable > 0 ? `, could read ${usable} of the first rows` : "";
    return `  ${format.name}: ${format.description}${reads}`;
  });
  const hint = "Name a field question and one answer, or say with --format which of these it is:";
  return [`${reason} ${hint}`, ...lines].join("\n");
}

function columnLines({ question, answer, checks }: Columns): string[] {
  const names = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, count]) => `${shown(name)} (${count})`).join(", ") || "none";
  return [
    `  question: ${names(question)}; answer: ${names(answer)}`,
    ...[...checks].map(([check, count]) => `  ${count} ${checkTexts[check]}`),
  ];
}

const checkTexts: Readonly<Record<AnswerCheck, string>> = {
  task: "with a check of their own",
  choice: "checked as multiple choice",
  number: "checked by the number",
  "yes-or-no": "checked by yes or no",
  "free-text": "open: the answer is free text that a program cannot check; it is not stored",
  several: "open: there are several answers; they are not stored",
  none: "open: there is no answer",
};

/** Returns a text from a file without control characters, which could steer the terminal. */
const shown = (text: string): string => plainLine(text, 100);
