import { l10n } from "vscode";
import { duration, usd } from "../../core/amounts.ts";
import type { EvaluationProgress, EvaluationResult, ModelProgress } from "../../evaluation/asking/index.ts";
import { plainLine } from "../../core/plain-line.ts";
import type { BankNode } from "./bank-nodes.ts";

/** Maximum length of a note, in characters; it may quote a server. */
const LONGEST_NOTE = 1000;

const count = (value: number): string => value.toLocaleString("en");

/** Returns the progress of an evaluation for a notification. */
export function evaluationProgress(progress: EvaluationProgress, paused: boolean): string {
  const { total, missing, ratePerSecond, secondsLeft, costUsd, failed } = progress;
  const done = [
    l10n.t("{0} of {1}", count(total - missing), count(total)),
    ...(failed === 0 ? [] : [l10n.t("{0} failed", count(failed))]),
  ].join(", ");
  return [done, paused ? l10n.t("paused") : paceText(ratePerSecond, secondsLeft), costText(costUsd)].join("; ");
}

function paceText(ratePerSecond: number, secondsLeft: number | null): string {
  const rate = ratePerSecond.toFixed(1);
  return secondsLeft === null ? l10n.t("{0}/s", rate) : l10n.t("{0}/s, about {1} left", rate, duration(secondsLeft));
}

function costText(costUsd: number | null): string {
  return costUsd === null ? l10n.t("cost unknown") : usd(costUsd);
}

/** Returns the parent line of a running evaluation's models in the tree. */
export function evaluationNode(progress: EvaluationProgress, paused: boolean): Omit<BankNode, "children"> {
  const text = evaluationProgress(progress, paused);
  const icon = paused ? "debug-pause" : "sync~spin";
  return {
    id: "evaluation",
    label: paused ? l10n.t("Evaluation (paused)") : l10n.t("Evaluation"),
    description: text,
    icon,
    tooltip: text,
  };
}

/** Returns a line for each model of a running evaluation. */
export function modelNodes({ models }: EvaluationProgress): BankNode[] {
  return models.map((model) => {
    const { name, right, wrong, described, failed, left } = model;
    const label = plainLine(name, LONGEST_NOTE);
    const tooltip = l10n.t(
      "{0}: {1} right, {2} wrong, {3} failed, {4} to do.",
      label,
      ...[right, wrong, failed, left].map(count),
    );
    const icon = left === 0 ? (right + wrong + described === 0 && failed > 0 ? "error" : "pass") : "hubot";
    return { id: `evaluation-${name}`, label, description: modelText(model), icon, tooltip, children: [] };
  });
}

function modelText({ right, wrong, cutOff, described, failed, left }: ModelProgress): string {
  const judged = right + wrong;
  const unjudged = described === 0 ? l10n.t("no answer yet") : l10n.t("keywords for {0}", count(described));
  const parts = [
    judged === 0 ? unjudged : l10n.t("{0}% of {1} right", Math.round((right / judged) * 100), count(judged)),
    ...(cutOff === 0 ? [] : [l10n.t("{0} cut off", count(cutOff))]),
    ...(failed === 0 ? [] : [l10n.t("{0} failed", count(failed))]),
    ...(left === 0 ? [] : [l10n.t("{0} to do", count(left))]),
  ];
  return parts.join(", ");
}

/** Returns how an evaluation ended, in a sentence or two. */
export function evaluationSummary({
  asked,
  right,
  wrong,
  cutOff,
  described,
  failed,
  missing,
  costUsd,
  cancelled,
}: EvaluationResult): string {
  const parts = [
    l10n.t("{0} asked, {1} right, {2} wrong", count(asked), count(right), count(wrong)),
    ...(cutOff === 0 ? [] : [l10n.t("{0} of them cut off and judged as they stand", count(cutOff))]),
    ...(described === 0 ? [] : [l10n.t("keywords for {0}", count(described))]),
    ...(failed === 0 ? [] : [l10n.t("{0} failed", count(failed))]),
    costText(costUsd),
  ].join(", ");
  return [
    cancelled ? l10n.t("Evaluation stopped: {0}.", parts) : l10n.t("Evaluation done: {0}.", parts),
    missing === 0 ? l10n.t("Nothing is missing.") : l10n.t("Still missing: {0}.", count(missing)),
    ...(cancelled || missing > 0 ? [l10n.t("Evaluate again to go on; nothing is asked twice.")] : []),
  ].join(" ");
}

/** Returns further notes as Markdown; null for none. */
export function evaluationDetails(result: EvaluationResult): string | null {
  const { notes, stale } = result;
  const all = [
    ...notes,
    ...(stale === 0
      ? []
      : [
          l10n.t(
            "{0} outcomes belong to another prompt, sampling or checker, and were left as they are.",
            count(stale),
          ),
        ]),
  ];
  if (all.length === 0) return null;
  const lines = all.map((note) => `- ${plainLine(note, LONGEST_NOTE)}`);
  return [`# ${l10n.t("Evaluation")}`, "", evaluationSummary(result), "", ...lines, ""].join("\n");
}
