import { commands, l10n, ProgressLocation, window } from "vscode";
import { type EvaluationPlan, type EvaluationResult, shareDone } from "../../evaluation/asking/index.ts";
import { evaluationDetails, evaluationProgress, evaluationSummary } from "../bank/evaluation-texts.ts";
import type { CommandContext } from "../command-context.ts";
import { plural } from "../plural.ts";
import { showReport } from "../reports.ts";
import { plainMessage, showInformationMessage, showWarningMessage } from "../messages.ts";
import { type EvaluationChoice, chooseEvaluation } from "./choose-evaluation.ts";

const BUDGET_SHOWN_MS = 15_000;

/** Evaluates models on the bank (Eq. 1): asks for models, number of questions and budget, then shows progress. */
export async function evaluateModels(context: CommandContext): Promise<void> {
  const { evaluation, bank } = context;
  if (evaluation.isRunning) {
    const stop = l10n.t("Stop Evaluation");
    const choice = await showInformationMessage(l10n.t("An evaluation is running already."), stop);
    if (choice === stop) await evaluation.stop();
    return;
  }
  const plan = await planned(context);
  if (plan === null) return;
  try {
    const choice = await chooseEvaluation(plan);
    if (choice === null || !(await keysMayLast(context, choice))) return;
    const result = await runWithProgress(context, choice);
    bank.touch();
    await showResult(context, result);
  } finally {
    await plan.close();
  }
}

/** @returns null when the user cancels */
async function planned({ source, log }: CommandContext): Promise<EvaluationPlan | null> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t("Looking for missing outcomes"), cancellable: true },
    async (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      const { planSources } = await import("../../evaluation/asking/index.ts");
      const onProblem = (problem: string): void => {
        log.warn(problem);
        void showWarningMessage(problem);
      };
      try {
        return await planSources(await source.sources(), { onProblem }, stop.signal);
      } catch (error) {
        if (stop.signal.aborted) return null;
        throw error;
      }
    },
  );
}

/** Reports the budget of the keys that the plan needs. If the budget may not suffice, the user decides. */
async function keysMayLast({ source, log }: CommandContext, { plan, budgetUsd }: EvaluationChoice): Promise<boolean> {
  if (plan.simulated || plan.counts().ask === 0) return true;
  const { settings, keyOf } = await source.sources();
  const names = new Set(plan.asked.flatMap(({ member }) => member.servers.map(({ name }) => name)));
  const endpoints = settings.endpoints.filter(({ name }) => names.has(name));
  const high = plan.estimate()?.high ?? null;
  const mostUsd = high === null ? budgetUsd : Math.min(high, budgetUsd ?? Infinity);
  const { keyBudgetNotes } = await import("../../probe/findings/index.ts");
  const { lines, warnings } = await keyBudgetNotes(endpoints, keyOf, mostUsd, new AbortController().signal);
  for (const line of lines) {
    log.info(line);
    window.setStatusBarMessage(plainMessage(line), BUDGET_SHOWN_MS);
  }
  if (warnings.length === 0) return true;
  const go = l10n.t("Evaluate Anyway");
  const options = { modal: true, detail: warnings.join("\n") };
  return (
    (await showWarningMessage(l10n.t("The evaluation may stop early: a key's budget may run out."), options, go)) === go
  );
}

async function runWithProgress(
  { evaluation, source }: CommandContext,
  { plan, budgetUsd }: EvaluationChoice,
): Promise<EvaluationResult> {
  const title = plural(plan.members.length, "Evaluating {0} model", "Evaluating {0} models");
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (shown, token) => {
      token.onCancellationRequested(() => void evaluation.stop());
      let share = 0;
      const showing = evaluation.onDidChange(() => {
        const { progress, isPaused } = evaluation;
        if (progress === null) return;
        const now = shareDone(progress);
        shown.report({ message: evaluationProgress(progress, isPaused), increment: Math.max(0, now - share) * 100 });
        share = Math.max(share, now);
      });
      try {
        const { runEvaluation } = await import("../../evaluation/asking/index.ts");
        return await evaluation.run((controls) =>
          runEvaluation(plan, source.checkingFolders, { ...controls, budgetUsd }),
        );
      } finally {
        showing.dispose();
      }
    },
  );
}

async function showResult({ log }: CommandContext, result: EvaluationResult): Promise<void> {
  const [summary, details] = [evaluationSummary(result), evaluationDetails(result)];
  log.info(summary);
  for (const note of result.notes) log.warn(note);
  const [report, more] = [l10n.t("Show Report"), l10n.t("Show Details")];
  const buttons = details === null ? [report] : [more, report];
  const choice = await showInformationMessage(summary, ...buttons);
  if (choice === report) await commands.executeCommand("smcs.bank.report");
  if (choice === more && details !== null) await showReport(l10n.t("Evaluation"), details);
}
