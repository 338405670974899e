import { plainLine } from "../../core/plain-line.ts";
import type { BankReport } from "./bank-report.ts";
import { type CapabilityTable, type Known, limited } from "./capability-table.ts";
import { type DuplicatePair, isOverlap } from "./duplicate-pairs.ts";
import { counted, duplicatesSummary, matchedBy, overlapAlarm, percent } from "./sentences.ts";

/** No terminal has room for more columns. */
const MOST_SOURCES = 8;
const MOST_PAIRS = 20;

/** The report for a terminal or a file: Markdown in which nothing from the bank counts as markup. */
export function reportMarkdown({ table, matches, warnings, duplicates, space }: BankReport): string {
  const alarm = overlapAlarm(duplicates);
  const test = table.sources.reduce((total, source) => total + source.test, 0);
  const parts = [
    "# Question bank",
    `${counted(table.questions, "question")} and ${counted(test, "test question")} from ${counted(table.sources.length, "source")}; ` +
      `${counted(table.models.length, "model")}; embedding space ${code(space === "" ? "none yet" : space)}.`,
    ...(alarm === null ? [] : [`**${alarm}**`]),
    "## What is missing",
    warnings.length === 0
      ? "Nothing: every configured model is well known on every source."
      : warnings.map((warning) => `- ${escaped(warning)}`).join("\n"),
    "## Accuracy and number of outcomes",
    ...accuracy(table),
    "## Configured models",
    matches.configured.length === 0
      ? "No model is configured."
      : tableOf(
          ["Configured model", "Name in the bank", "Matched by", "Perhaps meant"],
          matches.configured.map(({ reference, bankName, by, known, suggestions }) => [
            code(reference),
            name(bankName),
            known || by === "none" ? matchedBy[by] : `${matchedBy[by]}, unknown to the bank`,
            suggestions.map(name).join(", "),
          ]),
        ),
    ...(matches.unconfigured.length === 0 ? [] : [`Not configured: ${matches.unconfigured.map(name).join(", ")}.`]),
    "## Duplicate questions",
    duplicatesSummary(duplicates),
    duplicates.pairs.slice(0, MOST_PAIRS).map(pairLine).join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function accuracy(table: CapabilityTable): string[] {
  if (table.models.length === 0) return ["No model has been evaluated on the bank yet."];
  const { models, sources, leftOut } = limited(table, MOST_SOURCES);
  const cell = (known: Known | null): string =>
    known === null ? "–" : `${percent(known.accuracy)} of ${known.evaluated.toLocaleString("en")}`;
  const head = ["Model", "Coverage", "All", ...sources.map((source) => name(source.name))];
  const rows = models.map((model) => [
    name(model.name),
    percent(model.evaluated / table.questions),
    ...[model, ...model.bySource].map(cell),
  ]);
  return [tableOf(head, rows), ...(leftOut === null ? [] : [leftOut])];
}

function pairLine(pair: DuplicatePair): string {
  const { first, second, exact, similarity } = pair;
  const alike = exact ? "same text" : similarity.toFixed(3);
  const overlap = isOverlap(pair) ? " **test and bank**" : "";
  return `- ${alike}${overlap}: ${code(first.id)} (${first.split}) and ${code(second.id)} (${second.split}): ${escaped(second.excerpt)}`;
}

/** A table in Markdown; cells are put in as they are. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const name = (text: string): string => escaped(plainLine(text, 60));

/** A code span that no backtick or pipe inside can end. */
const code = (text: string): string => `\`${plainLine(text, 80).replace(/`/g, "'").replace(/\|/g, "/")}\``;

/** Text in which nothing is markup; underscores within words are none, and stay readable. */
export function escaped(text: string): string {
  return text.replace(/[\\`*[\]<>|~&#]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
}
