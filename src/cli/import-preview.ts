import type { AnswerCheck } from "../bank-import/import-format.ts";
import type { Recognised } from "../bank-import/recognise.ts";
import type { Columns, ImportPreview } from "../bank-import/preview.ts";
import { plainLine } from "../core/question-bank/plain-line.ts";

/** Rows that are named when they cannot be used; the others are counted. */
export const NAMED_ROWS = 20;

/** Characters of the example that are shown. */
const LONGEST_EXAMPLE = 400;

/** What an import would store, in lines for people: counts, the format, how fields are read, an example, and each bad row. */
export function previewLines({ format, fileName, ...preview }: ImportPreview): string[] {
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

/** Why the format cannot be told, and which formats are likely, for the end of a command. */
export function unrecognisedText({ reason, likely }: Extract<Recognised, { format: null }>): string {
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

/** A text from a file, which must not steer the terminal. */
const shown = (text: string): string => plainLine(text, 100);
