import { l10n, type QuickPickItem, window } from "vscode";
import { usdRange } from "../../core/amounts.ts";
import type { EvaluationPlan } from "../../evaluation/asking/index.ts";
import { plural } from "../plural.ts";
import { showInformationMessage, showQuickPick, showWarningMessage } from "../messages.ts";

/** Offered sample sizes, if the bank is larger. */
const SAMPLES = [20, 50, 100, 200, 500, 1000, 5000];

/** Options of every step. Steps stay open when the focus moves, because earlier choices would be lost. */
const STEP = { title: l10n.t("Evaluate Models"), ignoreFocusOut: true };

/** The evaluation that the user wants. */
export interface EvaluationChoice {
  readonly plan: EvaluationPlan;
  /** US dollars; null for no limit. */
  readonly budgetUsd: number | null;
}

/** Asks for models, number of questions, stale outcomes and budget. Returns null when the user cancels. */
export async function chooseEvaluation(whole: EvaluationPlan): Promise<EvaluationChoice | null> {
  if (whole.questions.length === 0) {
    void showInformationMessage(
      l10n.t(
        "The question bank has no questions that can be checked, so no model can be evaluated. Import some first.",
      ),
    );
    return null;
  }
  if (isDone(whole) && whole.counts().stale === 0) return nothingMissing();
  const models = await pickModels(whole);
  if (models === undefined || models.length === 0) return null;
  const limit = await pickLimit(whole, models);
  if (limit === undefined) return null;
  const refreshStale = await pickStale(narrowed(whole, models, limit, false));
  if (refreshStale === undefined) return null;
  const plan = narrowed(whole, models, limit, refreshStale);
  if (isDone(plan)) return nothingMissing();
  const budgetUsd = await askBudget(plan);
  return budgetUsd === undefined ? null : { plan, budgetUsd };
}

function isDone(plan: EvaluationPlan): boolean {
  const { ask, check, record } = plan.counts();
  return ask + check + record === 0;
}

function nothingMissing(): null {
  void showInformationMessage(l10n.t("Nothing is missing: every outcome of these models on these questions is known."));
  return null;
}

function narrowed(plan: EvaluationPlan, models: readonly string[], limit: number | null, refreshStale: boolean) {
  return plan.narrowed(models, { ...(limit === null ? {} : { limit }), refreshStale });
}

async function pickModels(plan: EvaluationPlan): Promise<readonly string[] | undefined> {
  const missing = plan.missing();
  const items = plan.members.map(({ member }): QuickPickItem => {
    const lacks = missing.get(member.name) ?? 0;
    return {
      label: member.name,
      description: lacks === 0 ? l10n.t("all known") : l10n.t("{0} to do", lacks.toLocaleString("en")),
      detail: member.reference,
      picked: lacks > 0,
    };
  });
  const placeHolder = plan.simulated
    ? l10n.t("Simulated models: their outcomes are marked so, and replace no real ones")
    : l10n.t("Which models to evaluate");
  const picked = await showQuickPick(items, { ...STEP, placeHolder, canPickMany: true });
  return picked?.map(({ label }) => label);
}

/** @returns null for all questions, undefined when cancelled */
async function pickLimit(plan: EvaluationPlan, models: readonly string[]): Promise<number | null | undefined> {
  const total = plan.questions.length;
  const item = (label: string, limit: number | null): QuickPickItem & { limit: number | null } => ({
    label,
    detail: costOf(narrowed(plan, models, limit, false)),
    limit,
  });
  const items = [
    item(l10n.t("All {0} questions", total.toLocaleString("en")), null),
    ...SAMPLES.filter((size) => size < total).map((size) =>
      item(l10n.t("A sample of {0}", size.toLocaleString("en")), size),
    ),
  ];
  const placeHolder = l10n.t("A sample takes a share of every source; a larger one later includes a smaller one");
  return (await showQuickPick(items, { ...STEP, placeHolder }))?.limit;
}

/** @returns undefined when cancelled */
async function pickStale(plan: EvaluationPlan): Promise<boolean | undefined> {
  const { stale } = plan.counts();
  if (stale === 0) return false;
  const items = [
    { label: l10n.t("Leave them"), detail: l10n.t("They count as before"), refresh: false },
    { label: l10n.t("Ask again"), detail: costOf(plan.narrowed(namesOf(plan), { refreshStale: true })), refresh: true },
  ];
  const placeHolder = l10n.t("{0} outcomes belong to another prompt, sampling or checker", stale.toLocaleString("en"));
  return (await showQuickPick(items, { ...STEP, placeHolder }))?.refresh;
}

/** @returns null for no limit, undefined when cancelled */
async function askBudget(plan: EvaluationPlan): Promise<number | null | undefined> {
  const price = plan.estimate();
  if (price === null) {
    const go = l10n.t("Evaluate");
    const detail = l10n.t(
      "{0}. To set a budget, set promptUsdPerMTok and completionUsdPerMTok of each model.",
      costOf(plan),
    );
    const choice = await showWarningMessage(l10n.t("The price of a model is not known."), { modal: true, detail }, go);
    return choice === go ? null : undefined;
  }
  if (price.high === 0) return null;
  const prompt = l10n.t("{0}. Most to spend, in US dollars; leave empty for no limit.", costOf(plan));
  const given = await window.showInputBox({
    ...STEP,
    prompt,
    placeHolder: price.high.toFixed(2),
    validateInput: (text) =>
      parseBudget(text) === undefined ? l10n.t("A number of US dollars, such as 2.50.") : undefined,
  });
  return given === undefined ? undefined : parseBudget(given);
}

/** @returns null for no limit, undefined for an invalid amount */
function parseBudget(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const amount = Number(text.trim().replace(/^\$/, ""));
  return Number.isFinite(amount) && amount > 0 ? amount : undefined;
}

function costOf(plan: EvaluationPlan): string {
  const { ask } = plan.counts();
  const price = plan.estimate();
  const requests = plural(ask, "{0} request", "{0} requests");
  return l10n.t("{0}, {1}", requests, price === null ? l10n.t("at a price that is not known") : usdRange(price));
}

function namesOf(plan: EvaluationPlan): readonly string[] {
  return plan.members.map(({ member }) => member.name);
}
