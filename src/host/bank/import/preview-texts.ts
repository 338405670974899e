import { l10n } from "vscode";
import type { AnswerCheck } from "../../../import-rows/index.ts";
import type { Columns, ImportPreview } from "../../../bank-import/index.ts";
import { plainLine } from "../../../core/plain-line.ts";
import { plural } from "../../plural.ts";

/** Returns the question before an import. */
export function importQuestion({ usable, failed, rows, broken }: ImportPreview): string {
  if (broken !== null) return l10n.t("The file cannot be read to its end, so nothing was imported.");
  if (rows === 0) return l10n.t("The file holds no rows of this format.");
  const [good, bad] = [usable.toLocaleString("en"), failed.toLocaleString("en")];
  if (usable === 0) return plural(rows, "The only row cannot be used.", "None of the {0} rows can be used.");
  if (failed > 0) return l10n.t("{0} usable, {1} not: import the {0}?", good, bad);
  return plural(usable, "{0} row is usable: import it?", "All {0} rows are usable: import them?");
}

/** Returns how the fields of plain pairs are read, on one line; null for other formats. */
export function columnsText(columns: Columns | null): string | null {
  if (columns === null) return null;
  const names = (counts: ReadonlyMap<string, number>): string =>
    [...counts.keys()].slice(0, 6).map(shown).join(", ") || l10n.t("nowhere");
  return l10n.t("Question from {0}; answer from {1}", names(columns.question), names(columns.answer));
}

/** Returns the first question as it will be stored, on one line. */
export function exampleText({ example }: ImportPreview): string | null {
  if (example === null) return null;
  return l10n.t("{0} (stored as: {1})", plainLine(example.question, 120), example.task.kind);
}

/** Returns the place of an unusable row and the reason. */
function badRowText({ at, reason }: { readonly at: number; readonly reason: string }): string {
  return l10n.t("line {0}: {1}", at, plainLine(reason, 300));
}

/** Returns all details of an import before it begins, as Markdown. */
export function previewDocument(preview: ImportPreview): string {
  const { format, fileName, failed, bad, outcomes, repeated, columns, example } = preview;
  const more = failed - bad.length;
  const facts = [
    l10n.t("Format: {0} ({1})", format.name, format.description),
    ...(columns === null ? [] : columnFacts(columns)),
    ...(outcomes === 0 ? [] : [plural(outcomes, "{0} row is an outcome of models", "{0} rows are outcomes of models")]),
    ...(repeated === 0
      ? []
      : [
          plural(
            repeated,
            "{0} question is in the file more than once; the last one counts",
            "{0} questions are in the file more than once; the last one counts",
          ),
        ]),
  ];
  const sections = [
    [`# ${l10n.t("Import of {0}", shown(fileName))}`, "", importQuestion(preview)],
    [`## ${l10n.t("How it is read")}`, "", ...facts.map((fact) => `- ${fact}`)],
    example === null
      ? []
      : [`## ${l10n.t("The first question as it will be stored")}`, "", ...indented(JSON.stringify(example, null, 2))],
    bad.length === 0 ? [] : [`## ${l10n.t("Not usable")}`, "", ...bad.map((row) => `- ${badRowText(row)}`)],
    more > 0 ? [l10n.t("and {0} more", more.toLocaleString("en"))] : [],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

function columnFacts({ question, answer, checks }: Columns): string[] {
  const counted = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([name, count]) => `${shown(name)} (${count.toLocaleString("en")})`).join(", ");
  return [
    l10n.t("The question is read from: {0}", counted(question)),
    ...(answer.size === 0 ? [] : [l10n.t("The answer is read from: {0}", counted(answer))]),
    ...[...checks].map(([check, count]) => checkText(check, count.toLocaleString("en"))),
  ];
}

function checkText(check: AnswerCheck, count: string): string {
  switch (check) {
    case "task":
      return l10n.t("{0}: checked as the row itself says", count);
    case "choice":
      return l10n.t("{0}: checked as multiple choice", count);
    case "number":
      return l10n.t("{0}: checked by the number", count);
    case "yes-or-no":
      return l10n.t("{0}: checked by yes or no", count);
    case "free-text":
      return l10n.t(
        "{0}: open. The answer is free text that a program cannot check; the question is stored without it",
        count,
      );
    case "several":
      return l10n.t("{0}: open. There are several answers; the question is stored without them", count);
    case "none":
      return l10n.t("{0}: open. There is no answer", count);
  }
}

/** Returns a text as lines of an indented code block, whatever the text contains. */
function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${/^ */.exec(line)?.[0] ?? ""}${plainLine(line, 2000)}`);
}

/** Returns a name from the file, which must not become markup. */
const shown = (text: string): string => plainLine(text, 80);
