import { l10n, type QuickPickItem } from "vscode";
import { originOf } from "../../chat/base-url.ts";
import { idOf, type Import, type LeftOut, needsModels } from "../../endpoint-import/index.ts";
import { escaped } from "../../bank/report/markdown.ts";
import { plainLine } from "../../core/question-bank/plain-line.ts";

/** Models that are named before the rest is counted. */
const NAMED = 6;

const LINE = 200;

/** An endpoint in the list to pick from. */
export interface ImportItem extends QuickPickItem {
  readonly found: Import;
}

/** A line of the list: what it would be called, where it is, what comes along, and where that was found. */
export function importItem(found: Import): ImportItem {
  const parts = [modelsText(found), ...(found.key === null ? [] : [l10n.t("with its key")]), sourcesText(found)];
  return {
    label: found.change === "new" ? found.name : l10n.t("{0} (exists)", found.name),
    description: withoutIcons(found.baseUrl),
    detail: withoutIcons(parts.join(" · ")),
    picked: true,
    found,
  };
}

/** Exactly what an import is going to do, for its confirmation. */
export function confirmationDetail(imports: readonly Import[]): string {
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

/** Why something was not taken over, as a line of Markdown. */
export function leftOutText({ source, entry, reason }: LeftOut): string {
  return `- **${escaped(plain(entry))}** (${escaped(plain(source))}): ${reasonText(reason)}`;
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

/** Lists turn `$(name)` into a picture. */
function withoutIcons(text: string): string {
  return plain(text).replaceAll("$(", "$ (");
}
