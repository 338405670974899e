import { costText, duration } from "../../evaluation/amounts.ts";
import type { EvaluationResult } from "../../evaluation/evaluate.ts";
import type { EvaluationProgress, ModelProgress } from "../../evaluation/tally.ts";
import { plainLine } from "../../core/question-bank/plain-line.ts";
import type { BankNode } from "./bank-nodes.ts";

/** Characters of a note, which may quote a server. */
const LONGEST_NOTE = 1000;

const count = (value: number): string => value.toLocaleString("en");

/** How far an evaluation is, for a progress notification. */
export function evaluationProgress(progress: EvaluationProgress, paused: boolean): string {
  const { total, missing, ratePerSecond, secondsLeft, costUsd, failed } = progress;
  const pace = paused
    ? "paused"
    : `${ratePerSecond.toFixed(1)}/s${secondsLeft === null ? "" : `, about ${duration(secondsLeft)} left`}`;
  const failures = failed === 0 ? "" : `, ${count(failed)} failed`;
  return `${count(total - missing)} of ${count(total)}${failures}; ${pace}; ${costText(costUsd)}`;
}

/** The line of the tree under which the models of a running evaluation stand. */
export function evaluationNode(progress: EvaluationProgress, paused: boolean): Omit<BankNode, "children"> {
  const text = evaluationProgress(progress, paused);
  const icon = paused ? "debug-pause" : "sync~spin";
  return {
    id: "evaluation",
    label: paused ? "Evaluation (paused)" : "Evaluation",
    description: text,
    icon,
    tooltip: text,
  };
}

/** A line for each model of a running evaluation. */
export function modelNodes({ models }: EvaluationProgress): BankNode[] {
  return models.map((model) => {
    const { name, right, wrong, described, failed, left } = model;
    const label = plainLine(name, LONGEST_NOTE);
    const tooltip = `${label}: ${count(right)} right, ${count(wrong)} wrong, ${count(failed)} failed, ${count(left)} to do.`;
    const icon = left === 0 ? (right + wrong + described === 0 && failed > 0 ? "error" : "pass") : "hubot";
    return { id: `evaluation-${name}`, label, description: modelText(model), icon, tooltip, children: [] };
  });
}

function modelText({ right, wrong, described, failed, left }: ModelProgress): string {
  const judged = right + wrong;
  const unjudged = described === 0 ? "no reply yet" : `keywords for ${count(described)}`;
  const parts = [
    judged === 0 ? unjudged : `${Math.round((right / judged) * 100)}% of ${count(judged)} right`,
    ...(failed === 0 ? [] : [`${count(failed)} failed`]),
    ...(left === 0 ? [] : [`${count(left)} to do`]),
  ];
  return parts.join(", ");
}

/** How an evaluation ended, in a sentence or two. */
export function evaluationSummary({
  asked,
  right,
  wrong,
  described,
  failed,
  missing,
  costUsd,
  cancelled,
}: EvaluationResult): string {
  const parts = [
    `${count(asked)} asked, ${count(right)} right, ${count(wrong)} wrong`,
    ...(described === 0 ? [] : [`keywords for ${count(described)}`]),
    ...(failed === 0 ? [] : [`${count(failed)} failed`]),
    costText(costUsd),
  ];
  const rest = missing === 0 ? "Nothing is missing." : `${count(missing)} are missing.`;
  const next = cancelled || missing > 0 ? " Evaluate again to go on; nothing is asked twice." : "";
  return `${cancelled ? "Evaluation stopped" : "Evaluation done"}: ${parts.join(", ")}. ${rest}${next}`;
}

/** What else is worth knowing, as Markdown; null when nothing is. */
export function evaluationDetails(result: EvaluationResult): string | null {
  const { notes, stale } = result;
  const all = [
    ...notes,
    ...(stale === 0
      ? []
      : [`${count(stale)} outcomes belong to another prompt, sampling or checker, and were left as they are.`]),
  ];
  if (all.length === 0) return null;
  const lines = all.map((note) => `- ${plainLine(note, LONGEST_NOTE)}`);
  return ["# Evaluation", "", evaluationSummary(result), "", ...lines, ""].join("\n");
}
