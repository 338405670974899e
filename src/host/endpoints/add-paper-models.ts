import { l10n, window } from "vscode";
import { originOf } from "../../chat/base-url.ts";
import { completeAddress } from "../../probe/complete-address.ts";
import { presets } from "../../core/parameters.ts";
import type { PaperTemplate } from "../../core/settings/index.ts";
import type { CommandContext } from "../command-context.ts";
import { askForKey } from "../commands/api-keys.ts";
import { endpointNames, saveEndpoint, trySettings } from "../settings.ts";
import { showWarningMessage } from "../messages.ts";
import { freeName } from "./endpoint-name.ts";
import { type PaperEndpoint, paperOnOpenRouter, paperOnVllm, missingText } from "./paper-endpoints.ts";
import type { Added } from "./tell-ready.ts";
import { mayTravel } from "./unencrypted.ts";

/**
 * Adds the paper's models at once, under the names that the bank has for them.
 *
 * @returns what was added; null when the user gave up or nothing was found
 */
export async function addPaperModels(
  { keys, bank }: CommandContext,
  title: string,
  kind: "openrouter" | "vllm",
): Promise<Added | null> {
  const urls = kind === "vllm" ? await askForUrls(title, "http://127.0.0.1:8000/v1") : [];
  if (urls === undefined) return null;
  const prompt =
    kind === "vllm"
      ? l10n.t("API key of these servers; leave it empty if they need none.")
      : l10n.t("OpenRouter's API key");
  const key = (await askForKey(title, prompt))?.trim();
  if (key === undefined) return null;
  if (key !== "") {
    for (const origin of new Set(urls.map(originOf))) if (!(await mayTravel(origin))) return null;
  }
  const template = { bankModels: await modelsOf(bank), longOutputs: wantsLongOutputs() };
  const added = await endpointsOf(kind, urls, key === "" ? null : key, template);
  if (added === null) return null;
  const models = added.reduce((sum, { found }) => sum + found.length, 0);
  if (models === 0) {
    void showWarningMessage(l10n.t("None of the paper's models is served there."));
    return null;
  }
  for (const { endpoint } of added) {
    if (key !== "") await keys.set(endpoint, key);
    await saveEndpoint(endpoint);
  }
  return { names: added.map(({ endpoint }) => endpoint.name), models, note: missingText(added) };
}

/** Asks for one or several base URLs; undefined when the user gave up. */
async function askForUrls(title: string, example: string): Promise<string[] | undefined> {
  const urlsIn = (typed: string): (string | undefined)[] =>
    typed
      .split(/[\s,]+/)
      .filter((part) => part !== "")
      .map((part) => completeAddress(part).urls?.[0]);
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t("Addresses of the servers, separated by commas"),
    value: example,
    ignoreFocusOut: true,
    validateInput: (value) =>
      urlsIn(value).includes(undefined) ? l10n.t("Enter addresses such as {0}.", example) : null,
  });
  return typed === undefined ? undefined : [...new Set(urlsIn(typed).filter((url) => url !== undefined))];
}

async function endpointsOf(
  kind: "openrouter" | "vllm",
  urls: readonly string[],
  key: string | null,
  template: PaperTemplate,
): Promise<readonly PaperEndpoint[] | null> {
  const taken = endpointNames();
  if (kind === "openrouter") {
    const added = await paperOnOpenRouter(freeName("paper", taken), key, template);
    return added && (added.found.length === 0 ? [] : [added]);
  }
  const nameOfNext = (): string => {
    const name = freeName("paper", taken);
    taken.add(name);
    return name;
  };
  return paperOnVllm(urls, key, nameOfNext, template);
}

/** The models that the bank knows; a bank that cannot be read now keeps nobody from adding endpoints. */
async function modelsOf(bank: CommandContext["bank"]): Promise<string[]> {
  const overview = await bank.read().catch(() => null);
  return Object.keys(overview?.stats.models ?? {});
}

/** Whether the settings follow A.5, where thinking models answer at length. */
function wantsLongOutputs(): boolean {
  const { settings } = trySettings();
  return settings?.parameters.maxOutputTokens === presets["paper-32k"].maxOutputTokens;
}
