import { l10n, type QuickPickItem } from "vscode";
import { originOf } from "../../servers/index.ts";
import { messageOf } from "../../core/errors.ts";
import { plainLine } from "../../core/plain-line.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { idOf, type Import, type LeftOut, needsModels, planImport, secondKeys } from "../../endpoint-import/index.ts";
import { escapedMarkdown } from "../../report-page/index.ts";
import type { CommandContext } from "../command-context.ts";
import { ownerOf } from "../endpoint-keys.ts";
import { chooseModels } from "../endpoints/connect.ts";
import { mayTravel } from "../endpoints/unencrypted.ts";
import { showErrorMessage, showInformationMessage, showQuickPick, withoutIcons } from "../messages.ts";
import { showReport } from "../reports.ts";
import { endpointNames, readSettings } from "../settings.ts";
import { type BeforeImport, carryOut, undoImport } from "./carry-out.ts";
import { type Looked, lookEverywhere } from "./places.ts";

/** Maximum number of named models; the rest is counted. */
const NAMED = 6;

const LINE = 200;

/** An endpoint in the list to pick from. */
interface ImportItem extends QuickPickItem {
  readonly found: Import;
}

/** Imports endpoints from other programs: shows what was found, then what will change, and can be undone. */
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
  // Not awaited: imported endpoints can be used at once.
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

/** Leaves out keys that would go to another machine without encryption and without the user's consent. */
async function withAgreedKeys(imports: readonly Import[]): Promise<Import[]> {
  const agreed: Import[] = [];
  for (const one of imports) {
    const mayGo = one.key === null || (await mayTravel(ownerOf(one).origin));
    agreed.push(mayGo ? one : { ...one, key: null });
  }
  return agreed;
}

/** Asks for the models of servers without named models; Escape leaves a server out. */
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

/** @returns whether the user wants to undo the import */
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

/** Returns the unreadable and left-out entries as Markdown; null for none. */
function notesOf({ problems, leftOut }: Looked): string | null {
  const lines = [...problems.map((problem) => `- ${problem}`), ...leftOut.map(leftOutText)];
  return lines.length === 0 ? null : [`# ${l10n.t("Import of endpoints")}`, "", ...lines, ""].join("\n");
}

/** Returns a line of the list: the endpoint's name, its address, its models and key, and the source. */
function importItem(found: Import): ImportItem {
  const parts = [modelsText(found), ...(found.key === null ? [] : [l10n.t("with its key")]), sourcesText(found)];
  return {
    label: found.change === "new" ? found.name : l10n.t("{0} (exists)", found.name),
    description: withoutIcons(plain(found.baseUrl)),
    detail: withoutIcons(plain(parts.join(" · "))),
    picked: true,
    found,
  };
}

/** Returns the exact changes of an import, for its confirmation. */
function confirmationDetail(imports: readonly Import[]): string {
  const blocks = imports.map((found) => {
    const { name, baseUrl, change, key } = found;
    return [
      change === "new"
        ? l10n.t("{0}: new, at {1}", name, plain(baseUrl))
        : l10n.t("{0}: exists, at {1}", name, plain(baseUrl)),
      `    ${modelsText(found)}`,
      ...(key === null ? [] : [`    ${l10n.t("its key, which is sent to {0} only", plain(originOf(baseUrl)))}`]),
    ].join("\n");
  });
  const hasKey = imports.some(({ key }) => key !== null);
  const asked = imports.filter(needsModels).map(({ baseUrl }) => plain(originOf(baseUrl)));
  const notes = [
    l10n.t("Endpoints are added to the setting smcs.endpoints. The others there stay as they are."),
    ...(hasKey ? [l10n.t("Keys go encrypted into VS Code's secret storage, never into settings.")] : []),
    asked.length === 0
      ? l10n.t("No server is asked anything now.")
      : l10n.t("Next, SMCS asks {0} which models it has. Nothing else is sent.", asked.join(", ")),
  ];
  return [...blocks, "", ...notes].join("\n");
}

/** Returns why an entry was not imported, as a line of Markdown. */
function leftOutText({ source, entry, reason }: LeftOut): string {
  return `- **${escapedMarkdown(plain(entry))}** (${escapedMarkdown(plain(source))}): ${reasonText(reason)}`;
}

function reasonText(reason: LeftOut["reason"]): string {
  switch (reason) {
    case "other-provider":
      return l10n.t("It does not speak OpenAI's chat completions, or its address is not known.");
    case "address":
      return l10n.t("Its address is missing, or SMCS cannot use it. Add it by hand with Add Endpoint.");
    case "key-elsewhere":
      return l10n.t("Only the other program can read its key. Store it here with Set API Key.");
    case "key-unusable":
      return l10n.t("Its key has characters that a request cannot carry. Store the right one with Set API Key.");
    case "headers":
      return l10n.t("Its request headers were left out. Add them to smcs.endpoints by hand.");
    case "second-key":
      return l10n.t("Another key was found first for the same server. To use this one, store it with Set API Key.");
    case "malformed":
      return l10n.t("It does not look like an entry of that program. Add it by hand with Add Endpoint.");
  }
}

function modelsText(found: Import): string {
  const { models, change } = found;
  if (models.length === 0) {
    if (change === "more") return l10n.t("no new models");
    return needsModels(found) ? l10n.t("models are chosen next") : l10n.t("all models it has");
  }
  const named = models.slice(0, NAMED).map(idOf).map(plain).join(", ");
  const more = models.length - NAMED;
  const list = more > 0 ? l10n.t("{0} and {1} more", named, more) : named;
  return models.length === 1 ? l10n.t("1 model: {0}", list) : l10n.t("{0} models: {1}", models.length, list);
}

function sourcesText({ sources }: Import): string {
  return l10n.t("from {0}", sources.map(plain).join(", "));
}

function plain(text: string): string {
  return plainLine(text, LINE);
}
