import { l10n } from "vscode";
import { type Import, needsModels, planImport, secondKeys } from "../../endpoint-import/index.ts";
import { messageOf } from "../../core/errors.ts";
import type { Endpoint } from "../../core/settings/index.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import { chooseModels } from "../endpoints/connect.ts";
import { mayTravel } from "../endpoints/unencrypted.ts";
import { showReport } from "../reports.ts";
import { endpointNames, readSettings } from "../settings.ts";
import { showErrorMessage, showInformationMessage, showQuickPick } from "../messages.ts";
import { type BeforeImport, carryOut, undoImport } from "./carry-out.ts";
import { confirmationDetail, importItem, leftOutText } from "./import-texts.ts";
import { type Looked, lookEverywhere } from "./places.ts";

/** Takes endpoints over from other programs: shows what was found, then what will be done, and can be undone. */
export async function importEndpoints(context: CommandContext): Promise<void> {
  const found = await lookEverywhere(context);
  for (const problem of found.problems) context.log.warn(problem);
  const plan = await planFor(context, found);
  const looked = { ...found, leftOut: [...found.leftOut, ...secondKeys(found.endpoints, plan)] };
  const offered = plan.filter(({ change }) => change !== "known");
  if (offered.length === 0) {
    void tellNothingNew(looked);
    return;
  }
  const picked = await showQuickPick(offered.map(importItem), {
    title: l10n.t("Import Endpoints"),
    placeHolder: l10n.t("Found on this machine. Which ones should SMCS use?"),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined || picked.length === 0) return;
  const wanted = picked.map(({ found }) => found);
  if (!(await confirmed(wanted))) return;
  const complete = await withModels(await withAgreedKeys(wanted));
  if (complete.length === 0) return;
  const before = await carryOut(context, complete);
  await context.controller.compose();
  // Not awaited: what is imported can be used at once.
  void offerUndo(context, complete, looked, before);
}

async function planFor({ keys }: CommandContext, { endpoints }: Looked): Promise<Import[]> {
  const owners = await keys.owners();
  const hasKey = (endpoint: Endpoint): boolean => {
    const { name, origin } = ownerOf(endpoint);
    return owners.some((owner) => owner.name === name && owner.origin === origin);
  };
  return planImport(endpoints, readSettings().endpoints, endpointNames(), hasKey);
}

async function confirmed(imports: readonly Import[]): Promise<boolean> {
  const add = l10n.t("Import");
  const question =
    imports.length === 1 ? l10n.t("Import this endpoint?") : l10n.t("Import these {0} endpoints?", imports.length);
  return (await showInformationMessage(question, { modal: true, detail: confirmationDetail(imports) }, add)) === add;
}

/** Leaves out the keys that would go to another machine without encryption and that the user does not want to send. */
async function withAgreedKeys(imports: readonly Import[]): Promise<Import[]> {
  const agreed: Import[] = [];
  for (const one of imports) {
    const mayGo = one.key === null || (await mayTravel(ownerOf(one).origin));
    agreed.push(mayGo ? one : { ...one, key: null });
  }
  return agreed;
}

/** Asks for the models of servers of which none is named; one that the user leaves with Escape is left out. */
async function withModels(imports: readonly Import[]): Promise<Import[]> {
  const complete: Import[] = [];
  for (const one of imports) {
    if (!needsModels(one)) complete.push(one);
    else {
      const { name, kind, baseUrl, key } = one;
      const models = await chooseModels(l10n.t("Import Endpoints"), { name, kind, baseUrl, models: "*" }, key);
      if (models !== null) complete.push({ ...one, models });
    }
  }
  return complete;
}

async function offerUndo(
  context: CommandContext,
  imports: readonly Import[],
  looked: Looked,
  before: BeforeImport,
): Promise<void> {
  if (!(await tellDone(imports, looked))) return;
  try {
    await undoImport(context, imports, before);
  } catch (error) {
    const message = l10n.t(
      "The import could not be undone: {0} What it added is still in smcs.endpoints.",
      messageOf(error),
    );
    context.log.error(message);
    void showErrorMessage(message);
  }
}

/** @returns whether the user wants it undone */
async function tellDone(imports: readonly Import[], looked: Looked): Promise<boolean> {
  const undo = l10n.t("Undo");
  const message =
    imports.length === 1 ? l10n.t("1 endpoint was imported.") : l10n.t("{0} endpoints were imported.", imports.length);
  const notes = notesOf(looked);
  const show = notes === null ? [] : [l10n.t("What Was Left Out")];
  const choice = await showInformationMessage(message, undo, ...show);
  if (notes !== null && choice === show[0]) await showReport(l10n.t("Import of endpoints"), notes);
  return choice === undo;
}

async function tellNothingNew(looked: Looked): Promise<void> {
  const message =
    looked.endpoints.length === 0
      ? l10n.t(
          "No endpoints were found in the settings of VS Code, Continue and Cline, or in the environment variables of OpenRouter, OpenAI and Ollama.",
        )
      : l10n.t("SMCS already has every endpoint that was found.");
  const notes = notesOf(looked);
  const show = l10n.t("What Was Left Out");
  const choice = await showInformationMessage(message, ...(notes === null ? [] : [show]));
  if (notes !== null && choice === show) await showReport(l10n.t("Import of endpoints"), notes);
}

/** What could not be read or was left out, as Markdown; null when there is nothing. */
function notesOf({ problems, leftOut }: Looked): string | null {
  const lines = [...problems.map((problem) => `- ${problem}`), ...leftOut.map(leftOutText)];
  return lines.length === 0 ? null : [`# ${l10n.t("Import of endpoints")}`, "", ...lines, ""].join("\n");
}
