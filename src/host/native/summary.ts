import { l10n } from "vscode";
import { seconds, usd } from "../../core/amounts.ts";
import { examplesPassed, type RunRecord, standingReply } from "../../core/record/index.ts";
import { areAnswers } from "../../core/system-names.ts";
import { candidateName } from "../candidate-name.ts";

/** Returns a line with the reply's models and its cost. */
export function summaryOf(run: RunRecord): string {
  const { totals, references } = run;
  const cost = totals.costUsd === null ? l10n.t("cost not known") : usd(totals.costUsd);
  const time = totals.durationMs === null ? "" : ` · ${seconds(totals.durationMs)}`;
  const askedModels = references.filter(({ status }) => status !== "spared").map(({ model }) => model);
  const asked = l10n.t("asked: {0}", askedModels.join(", "));
  const standing = standingReply(run)?.reply;
  const count = standing === undefined ? null : examplesPassed(standing);
  const examples = count === null ? "" : ` · ${l10n.t("passes {0} of {1} examples", count.passed, count.all)}`;
  return `${whoAnswered(run)}${examples} · ${asked} · ${cost}${time}`;
}

function whoAnswered(run: RunRecord): string {
  const { choice, winner, fallback, candidates, references } = run;
  const index = choice ?? winner ?? -1;
  if (choice === null && fallback !== null) {
    const model = references[index]?.model ?? "?";
    return run.shortened?.reason === "cascade"
      ? l10n.t("The answer of {0}, which suffices", model)
      : l10n.t("The best single answer, by {0}", model);
  }
  const candidate = candidates[index];
  if (candidate === undefined) return l10n.t("No answer");
  const name = candidateName(candidate);
  return areAnswers(run)
    ? l10n.t("{0}, by {1}", name, candidate.model)
    : l10n.t("{0}, merged by {1} from {2}", name, candidate.model, candidate.references.join(", "));
}
