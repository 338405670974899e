import { l10n, window } from "vscode";
import type { ModelFacts } from "../../adapters/chat/probe/model-facts.ts";
import type { EndpointModel } from "../../core/settings/endpoint.ts";

/** Up to so many models are picked beforehand. */
const FEW = 20;

/**
 * Lets the user choose among a server's models. What the server says of them and the list shows, context and prices,
 * goes into the settings with them, since costs and room are unknown otherwise.
 *
 * @returns null when the user gave up
 */
export async function pickModels(
  title: string,
  listed: readonly ModelFacts[],
): Promise<(string | EndpointModel)[] | null> {
  const items = listed.map((facts) => {
    const description = factsText(facts);
    return { label: facts.id, picked: listed.length <= FEW, facts, ...(description === "" ? {} : { description }) };
  });
  const known = items.some(({ description }) => description !== undefined);
  const question = l10n.t("Which of its {0} models take part?", listed.length);
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: known ? `${question} ${l10n.t("What is shown of them goes into the settings.")}` : question,
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked === undefined || picked.length === 0 ? null : picked.map(({ facts }) => modelOf(facts));
}

/** Asks for ids where no list is to be had; null when the user gave up. */
export async function typeModels(title: string): Promise<string[] | null> {
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t("The server's models could not be listed. Model ids, separated by commas:"),
    ignoreFocusOut: true,
  });
  const models = (typed ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  return models.length === 0 ? null : models;
}

function factsText({ contextTokens, prices, parameters }: ModelFacts): string {
  return [
    ...(contextTokens === null ? [] : [l10n.t("{0} tokens", contextTokens.toLocaleString("en"))]),
    ...(prices === null
      ? []
      : [l10n.t("${0} / ${1} per million", prices.promptUsdPerMTok, prices.completionUsdPerMTok)]),
    ...(parameters?.includes("logprobs") === true ? [l10n.t("log-probabilities")] : []),
    ...(parameters?.includes("reasoning") === true ? [l10n.t("thinks")] : []),
  ].join(", ");
}

function modelOf({ id, contextTokens, prices }: ModelFacts): string | EndpointModel {
  if (contextTokens === null && prices === null) return id;
  return { id, ...(contextTokens === null ? {} : { contextTokens }), ...prices };
}
