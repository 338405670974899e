import { l10n } from "vscode";
import { plainLine } from "../../core/plain-line.ts";
import { type AnewResult, type Turn, turnOf, turns } from "../../evaluation/anew/index.ts";
import { type EvaluationProgress, shareDone } from "../../evaluation/asking/index.ts";
import { plural } from "../plural.ts";

/** Maximum length of a report's line, in characters. */
const LONGEST_LINE = 500;

/** Returns the progress of judging again, in whole percent. */
export function judgedShare(progress: EvaluationProgress): number {
  return Math.floor(shareDone(progress) * 100);
}

/** Returns the result of judging again in a few sentences. @param result null when the bank has no kept answers */
export function judgedSummary(result: AnewResult | null): string {
  if (result === null) return l10n.t("The question bank holds no kept answers.");
  const { judged, changes, untouched } = result;
  const counts = new Map<Turn | null, number>();
  for (const change of changes) counts.set(turnOf(change), (counts.get(turnOf(change)) ?? 0) + 1);
  const parts = turns.flatMap((turn) => {
    const count = counts.get(turn) ?? 0;
    return count === 0 ? [] : [countText(turn, count)];
  });
  return [
    plural(judged, "{0} kept answer was judged anew.", "{0} kept answers were judged anew."),
    parts.length === 0 ? l10n.t("No verdict has changed.") : l10n.t("Verdicts that changed: {0}.", parts.join(", ")),
    ...(untouched === 0 ? [] : [untouchedText(untouched)]),
  ].join(" ");
}

/** Returns which verdicts changed, and why, as Markdown. */
export function judgedDetails(result: AnewResult): string {
  const sections = turns.flatMap((turn) => {
    const such = result.changes.filter((change) => turnOf(change) === turn);
    if (such.length === 0) return [];
    const lines = such.map(
      ({ questionId, model, detail }) => `- ${plainLine(`${questionId}, ${model}: ${detail}`, LONGEST_LINE)}`,
    );
    return [`## ${countText(turn, such.length)}`, "", ...lines, ""];
  });
  const notes = result.notes.map((note) => `- ${plainLine(note, LONGEST_LINE)}`);
  return [`# ${l10n.t("Answers Judged Anew")}`, "", judgedSummary(result), "", ...sections, ...notes, ""].join("\n");
}

function countText(turn: Turn, count: number): string {
  const shown = count.toLocaleString("en");
  switch (turn) {
    case "wrong":
      return l10n.t("{0} no longer right", shown);
    case "right":
      return l10n.t("{0} right now", shown);
    case "uncheckable":
      return l10n.t("{0} not checkable now and taken out of the bank", shown);
    case "checkable":
      return l10n.t("{0} judged for the first time", shown);
  }
}

function untouchedText(untouched: number): string {
  return plural(
    untouched,
    "{0} outcome of an older check has no kept answer and stays as it is.",
    "{0} outcomes of older checks have no kept answer and stay as they are.",
  );
}
