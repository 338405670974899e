import { l10n } from "vscode";
import type { ImportProgress, ImportResult } from "../../../bank/filling/index.ts";
import { plural } from "../../plural.ts";

/** Maximum number of listed skipped rows; the rest is counted. */
const NAMED_ROWS = 200;

const count = (value: number): string => value.toLocaleString("en");

/** Returns the progress of an import for a notification. */
export function importProgress({ phase, rows, ratePerSecond, secondsLeft }: ImportProgress): string {
  return [
    rowsText(phase, count(rows)),
    ...(ratePerSecond > 0 ? [l10n.t("{0} a second", count(Math.ceil(ratePerSecond)))] : []),
    ...(secondsLeft === null ? [] : [l10n.t("about {0} s left", count(Math.ceil(secondsLeft)))]),
  ].join(", ");
}

function rowsText(phase: ImportProgress["phase"], rows: string): string {
  switch (phase) {
    case "reading":
      return l10n.t("reading: {0} rows", rows);
    case "embedding":
      return l10n.t("embedding: {0} rows", rows);
    case "writing":
      return l10n.t("writing: {0} rows", rows);
  }
}

/** Returns how an import ended, in a sentence. */
export function importSummary({ imported, updated, skipped, failed, leftOut, questions }: ImportResult): string {
  const parts = [
    plural(imported, "{0} row imported", "{0} rows imported"),
    ...(updated > 0 ? [l10n.t("{0} changed a question", count(updated))] : []),
    ...(skipped > 0 ? [l10n.t("{0} changed nothing", count(skipped))] : []),
    ...(failed > 0 ? [l10n.t("{0} not usable", count(failed))] : []),
    ...(leftOut > 0 ? [l10n.t("{0} in neither part of the paper's split", count(leftOut))] : []),
  ];
  return l10n.t("{0}; the bank has {1} questions.", parts.join(", "), count(questions));
}

/** Returns further notes on an import and the skipped rows, as Markdown; null for none. */
export function importDetails(result: ImportResult): string | null {
  const { bad, unknown, failed, outcomesUnknown, notes } = result;
  const rows = [...bad, ...unknown];
  if (rows.length + notes.length === 0) return null;
  const lines = rows.slice(0, NAMED_ROWS).map(({ at, reason }) => `- ${l10n.t("row {0}: {1}", at, oneLine(reason))}`);
  const more = failed + outcomesUnknown - lines.length;
  const sections = [
    [`# ${l10n.t("Import")}`, "", importSummary(result)],
    notes.map((note) => `- ${oneLine(note)}`),
    rows.length === 0
      ? []
      : [`## ${l10n.t("Skipped rows")}`, "", ...lines, ...(more > 0 ? ["", l10n.t("and {0} more", count(more))] : [])],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
