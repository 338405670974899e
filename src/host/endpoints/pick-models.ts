import { l10n, window } from "vscode";
import type { ModelFacts } from "../../server-facts/index.ts";
import type { EndpointModel } from "../../core/endpoints/index.ts";
import { showQuickPick } from "../messages.ts";

/** Maximum number of preselected models. */
const FEW = 20;

/**
 * Lets the user choose among a server's models; a single model is taken without asking. Context and prices that the
 * server states go into the settings, since costs and room would be unknown otherwise.
 *
 * @returns null when the user cancelled
 */
export async function pickModels(
  title: string,
  listed: readonly ModelFacts[],
): Promise<(string | EndpointModel)[] | null> {
  if (listed.length === 1) return listed.map(modelOf);
  const items = listed.map((facts) => {
    const description = factsText(facts);
    const model = modelOf(facts);
    return { label: facts.id, picked: listed.length <= FEW, model, ...(description === "" ? {} : { description }) };
  });
  const known = items.some(({ description }) => description !== undefined);
  const question = l10n.t("Which of its {0} models take part?", listed.length);
  const picked = await showQuickPick(items, {
    title,
    placeHolder: known ? `${question} ${l10n.t("Context and prices are added to the settings.")}` : question,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked === undefined || picked.length === 0 ? null : picked.map(({ model }) => model);
}

/**
 * Lets the user choose again among a server's models. The settings of a chosen model stay, and a model that the server
 * no longer lists can be kept.
 *
 * @param configured the present models of the settings
 * @returns null when the user cancelled
 */
export async function repickModels(
  title: string,
  listed: readonly ModelFacts[],
  configured: "*" | readonly (string | EndpointModel)[],
): Promise<(string | EndpointModel)[] | null> {
  const known = configured === "*" ? [] : configured;
  const [only] = listed;
  if (listed.length === 1 && only !== undefined && known.every((model) => idOf(model) === only.id))
    return [known[0] ?? modelOf(only)];
  const lost = known.filter((model) => !listed.some(({ id }) => id === idOf(model)));
  const items = [
    ...listed.map((facts) => {
      const own = known.find((model) => idOf(model) === facts.id);
      const picked = configured === "*" || own !== undefined;
      return { label: facts.id, description: factsText(facts), picked, model: own ?? modelOf(facts) };
    }),
    ...lost.map((model) => {
      return { label: idOf(model), description: l10n.t("not on the server now"), picked: true, model };
    }),
  ];
  const picked = await showQuickPick(items, {
    title,
    placeHolder: l10n.t("Which of its {0} models take part?", items.length),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked === undefined || picked.length === 0 ? null : picked.map(({ model }) => model);
}

/** Asks for ids when the server lists no models. Returns null when the user cancelled. */
export async function typeModels(title: string): Promise<string[] | null> {
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t("Ids of the server's models, separated by commas"),
    ignoreFocusOut: true,
  });
  const models = (typed ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  return models.length === 0 ? null : models;
}

function factsText({ contextTokens, prices, parameters, vision }: ModelFacts): string {
  return [
    ...(contextTokens === null ? [] : [l10n.t("{0} tokens", contextTokens.toLocaleString("en"))]),
    ...(prices === null
      ? []
      : [l10n.t("${0} / ${1} per million", prices.promptUsdPerMTok, prices.completionUsdPerMTok)]),
    ...(parameters?.includes("logprobs") === true ? [l10n.t("log-probabilities")] : []),
    ...(parameters?.includes("reasoning") === true ? [l10n.t("thinks")] : []),
    ...(vision === true ? [l10n.t("sees pictures")] : []),
  ].join(", ");
}

function modelOf({ id, contextTokens, prices, vision }: ModelFacts): string | EndpointModel {
  if (contextTokens === null && prices === null && vision === undefined) return id;
  return { id, ...(contextTokens !== null && { contextTokens }), ...prices, ...(vision && { vision }) };
}

function idOf(model: string | EndpointModel): string {
  return typeof model === "string" ? model : model.id;
}
