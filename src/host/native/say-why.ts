import { l10n, MarkdownString } from "vscode";
import type { RunRecord } from "../../core/record/index.ts";
import type { Selection } from "../../core/selection/index.ts";
import { escaped } from "./plain-text.ts";
import { summaryOf } from "./summary.ts";

/** Models that are listed; a pool may have many more. */
const MOST_LISTED = 15;

/** Why a run asked the models that it asked. */
export function sayWhy(run: RunRecord): MarkdownString {
  const { selection, aggregator } = run;
  if (selection === null) return new MarkdownString(escaped(l10n.t("That question ended before models were chosen.")));
  const shown = selection.prior.slice(0, MOST_LISTED);
  const hidden = selection.prior.length - shown.length;
  const lines = [
    ...shown.map((prior) => lineOf(prior, selection.referencers.includes(prior.model))),
    ...(hidden > 0 ? [`- ${escaped(l10n.t("and {0} more", hidden))}`] : []),
  ];
  const parts = [
    escaped(howChosen(selection)),
    lines.join("\n"),
    ...(aggregator === null ? [] : [escaped(aggregator.reason)]),
    escaped(summaryOf(run)),
  ];
  return new MarkdownString(parts.join("\n\n"));
}

function howChosen({ support, bankSize, closestSource }: Selection): string {
  if (support.length === 0) return l10n.t("The question bank says nothing about this question.");
  const count = l10n.t("The choice rests on {0} similar questions of the {1} in the bank.", support.length, bankSize);
  return closestSource === null ? count : `${count} ${l10n.t("Most of them come from {0}.", closestSource)}`;
}

function lineOf({ model, value, evaluated, overall }: Selection["prior"][number], isAsked: boolean): string {
  const name = isAsked ? `**${escaped(model)}**` : escaped(model);
  const prior = evaluated
    ? l10n.t("prior {0}", value.toFixed(2))
    : value === 0
      ? l10n.t("not evaluated")
      : l10n.t("prior {0}, the others' mean, as too little is known of it", value.toFixed(2));
  const facts = [
    prior,
    ...(overall === null ? [] : [l10n.t("{0}% right on the whole bank", Math.round(overall * 100))]),
    ...(isAsked ? [l10n.t("asked")] : []),
  ];
  return `- ${name}: ${escaped(facts.join(", "))}`;
}
