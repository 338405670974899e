import { l10n } from "vscode";
import { plainLine } from "../../core/plain-line.ts";
import { type EndpointFacts, type EvaluationFacts, modelCount, type StatusFacts } from "./status-facts.ts";

/** Maximum number of endpoints in the tooltip. */
const NAMED = 12;

/** Maximum length of a line in the tooltip, in characters. */
const LINE = 300;

/** The item's texts. */
interface StatusTexts {
  /** Contains the names of icons in `$()`. */
  readonly text: string;
  /** The same text for screen readers. */
  readonly label: string;
  /** Plain text, one line each. */
  readonly tooltip: readonly string[];
  readonly isWarning: boolean;
}

/** Returns a few words on the answering models and the running work. */
export function statusTexts(facts: StatusFacts): StatusTexts {
  const { pool, evaluation, isAnswering } = facts;
  const who = whoAnswers(facts);
  const activity = isAnswering ? l10n.t("answering") : evaluation === null ? null : evaluationText(evaluation);
  const icon = isAnswering || evaluation?.isPaused === false ? "loading~spin" : iconOf(facts);
  const text = activity === null || isAnswering ? who : activity;
  return {
    text: `$(${icon}) SMCS: ${text}`,
    label: ["SMCS", who, ...(activity === null ? [] : [activity])].join(", "),
    tooltip: tooltipOf(facts, activity),
    isWarning: pool.problem !== null,
  };
}

function whoAnswers({ pool, endpoints }: StatusFacts): string {
  if (pool.problem !== null) return l10n.t("check settings");
  if (pool.mode === "demo") return l10n.t("demo");
  if (pool.mode === "empty") return l10n.t("no models");
  const models = modelCount(endpoints);
  if (models !== null) return modelsText(models);
  return endpoints.length === 1 ? l10n.t("1 endpoint") : l10n.t("{0} endpoints", endpoints.length);
}

function iconOf({ pool, evaluation }: StatusFacts): string {
  if (pool.problem !== null) return "warning";
  if (evaluation !== null) return "debug-pause";
  return pool.mode === "demo" ? "beaker" : pool.mode === "empty" ? "circle-slash" : "comment-discussion";
}

function evaluationText({ isPaused, share }: EvaluationFacts): string {
  if (isPaused) return l10n.t("evaluation paused");
  return share === null ? l10n.t("evaluating") : l10n.t("evaluating, {0}%", Math.floor(100 * share));
}

function tooltipOf({ pool, endpoints, embedder, questions }: StatusFacts, activity: string | null): string[] {
  return [
    ...(pool.problem === null ? [] : [pool.problem]),
    ...poolLines(pool.mode, endpoints),
    ...(questions === null ? [] : [l10n.t("Question bank: {0} questions", questions.toLocaleString())]),
    ...(embedder === null ? [] : [l10n.t("Similar questions by: {0}", embedder)]),
    ...(activity === null ? [] : [l10n.t("Now: {0}", activity)]),
  ].map((line) => plainLine(line, LINE));
}

function poolLines(mode: StatusFacts["pool"]["mode"], endpoints: readonly EndpointFacts[]): string[] {
  if (mode === "demo") return [l10n.t("Simulated models answer: nothing leaves this machine.")];
  if (mode === "empty") return [l10n.t("No models yet: try the demo models, or add an endpoint.")];
  const more = endpoints.length - NAMED;
  return [
    ...endpoints.slice(0, NAMED).map(({ name, models }) => `${name}: ${modelsText(models)}`),
    ...(more > 0 ? [l10n.t("and {0} more", more)] : []),
  ];
}

function modelsText(models: number | null): string {
  if (models === null) return l10n.t("all models");
  return models === 1 ? l10n.t("1 model") : l10n.t("{0} models", models);
}
