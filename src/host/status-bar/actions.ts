import { commands, l10n, type QuickPickItem, QuickPickItemKind } from "vscode";
import type { CommandContext } from "../command-context.ts";
import { showQuickPick } from "../messages.ts";
import type { StatusFacts } from "./status-facts.ts";

/** A line of the menu; separators run nothing. */
interface Action extends QuickPickItem {
  readonly command?: string;
  readonly args?: readonly unknown[];
}

/** Offers the available actions, and runs the chosen one. */
export async function showActions({ source, controller, evaluation }: CommandContext): Promise<void> {
  const actions = actionsFor({
    pool: source.status(),
    canStop: controller.activity.canStop,
    evaluation: evaluation.isRunning ? { isPaused: evaluation.isPaused, share: null } : null,
  });
  const chosen = await showQuickPick(actions, {
    title: "SMCS",
    placeHolder: l10n.t("What would you like to do?"),
    matchOnDetail: true,
  });
  if (chosen?.command !== undefined) await commands.executeCommand(chosen.command, ...(chosen.args ?? []));
}

/** Returns the available actions: obstacles first, then daily actions, then the rest. */
export function actionsFor({
  pool,
  canStop,
  evaluation,
}: Pick<StatusFacts, "pool" | "evaluation"> & { readonly canStop: boolean }): Action[] {
  return [
    ...(pool.problem === null ? [] : [{ ...openSettings(), detail: pool.problem }, separator()]),
    ...(pool.mode === "empty" ? start() : daily(canStop)),
    separator(l10n.t("models")),
    { label: `$(add) ${l10n.t("Add Endpoint")}`, command: "smcs.addEndpoint" },
    { label: `$(server) ${l10n.t("Manage Endpoints")}`, command: "smcs.manageEndpoints" },
    { label: `$(cloud-download) ${l10n.t("Import Endpoints")}`, command: "smcs.importEndpoints" },
    ...(pool.mode === "empty" ? [] : withModels(pool.mode === "demo")),
    separator(l10n.t("question bank")),
    ...evaluating(evaluation),
    { label: `$(graph) ${l10n.t("Question Bank Report")}`, command: "smcs.bank.report" },
    separator(),
    ...(pool.problem === null ? [openSettings()] : []),
    { label: `$(output) ${l10n.t("Show Log")}`, command: "smcs.showLog" },
    { label: `$(question) ${l10n.t("Get Started")}`, command: "smcs.getStarted" },
  ];
}

function start(): Action[] {
  return [
    { label: `$(beaker) ${l10n.t("Try Demo Models")}`, command: "smcs.useDemoModels" },
    { label: `$(layout-sidebar-right) ${l10n.t("Open Panel")}`, command: "smcs.chat.focus" },
  ];
}

function daily(canStop: boolean): Action[] {
  return [
    ...(canStop ? [{ label: `$(debug-stop) ${l10n.t("Stop")}`, command: "smcs.stop" }] : []),
    { label: `$(layout-sidebar-right) ${l10n.t("Open Panel")}`, command: "smcs.chat.focus" },
    { label: `$(comment) ${l10n.t("Ask a Coding Question")}`, command: "smcs.ask" },
    { label: `$(history) ${l10n.t("History")}`, command: "smcs.history" },
    { label: `$(organization) ${l10n.t("Choose Way to Answer")}`, command: "smcs.chooseWay" },
  ];
}

function withModels(isDemo: boolean): Action[] {
  return isDemo
    ? [{ label: `$(beaker) ${l10n.t("Turn Demo Models Off")}`, command: "smcs.useDemoModels" }]
    : [
        { label: `$(plug) ${l10n.t("Test Endpoints")}`, command: "smcs.testEndpoints" },
        { label: `$(key) ${l10n.t("Set API Key")}`, command: "smcs.setApiKey" },
      ];
}

function evaluating(evaluation: StatusFacts["evaluation"]): Action[] {
  if (evaluation === null) return [{ label: `$(pulse) ${l10n.t("Evaluate Models")}`, command: "smcs.bank.evaluate" }];
  return [
    evaluation.isPaused
      ? { label: `$(debug-continue) ${l10n.t("Resume Evaluation")}`, command: "smcs.bank.resumeEvaluation" }
      : { label: `$(debug-pause) ${l10n.t("Pause Evaluation")}`, command: "smcs.bank.pauseEvaluation" },
    { label: `$(debug-stop) ${l10n.t("Stop Evaluation")}`, command: "smcs.bank.stopEvaluation" },
  ];
}

function openSettings(): Action {
  return {
    label: `$(gear) ${l10n.t("Open Settings")}`,
    command: "workbench.action.openSettings",
    args: ["@ext:smcs.smcs"],
  };
}

function separator(label = ""): Action {
  return { label, kind: QuickPickItemKind.Separator };
}
