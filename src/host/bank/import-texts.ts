import type { ImportProgress, ImportResult } from "../../adapters/question-bank/import-file.ts";

/** Rows that are named when they were passed over; the rest is counted. */
const NAMED_ROWS = 200;

const count = (value: number): string => value.toLocaleString("en");

/** How far an import is, for a progress notification. */
export function importProgress({ phase, rows, ratePerSecond, secondsLeft }: ImportProgress): string {
  const rate = ratePerSecond > 0 ? `, ${count(Math.ceil(ratePerSecond))} a second` : "";
  const left = secondsLeft === null ? "" : `, about ${count(Math.ceil(secondsLeft))} s left`;
  return `${phase}: ${count(rows)} rows${rate}${left}`;
}

/** How an import ended, in a sentence. */
export function importSummary({ imported, updated, skipped, failed, leftOut, questions }: ImportResult): string {
  const parts = [
    `${count(imported)} rows imported (${count(updated)} changed a question, ${count(skipped)} changed nothing)`,
    ...(failed > 0 ? [`${count(failed)} not usable`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} in neither part of the paper's split`] : []),
  ];
  return `${parts.join(", ")}; the bank has ${count(questions)} questions.`;
}

/** What else is worth knowing of an import, as Markdown: notes and the rows that were passed over; null when nothing is. */
export function importDetails(result: ImportResult): string | null {
  const { bad, unknown, failed, outcomesUnknown, notes } = result;
  const rows = [...bad, ...unknown];
  if (rows.length + notes.length === 0) return null;
  const lines = rows.slice(0, NAMED_ROWS).map(({ at, reason }) => `- row ${at}: ${oneLine(reason)}`);
  const more = failed + outcomesUnknown - lines.length;
  const sections = [
    ["# Import", "", importSummary(result)],
    notes.map((note) => `- ${oneLine(note)}`),
    rows.length === 0 ? [] : ["## Skipped rows", "", ...lines, ...(more > 0 ? ["", `and ${count(more)} more`] : [])],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
