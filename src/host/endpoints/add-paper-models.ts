import { l10n } from "vscode";
import { presets } from "../../core/parameters.ts";
import type { PaperTemplate } from "../../core/settings/paper-models.ts";
import type { CommandContext } from "../command-context.ts";
import { askForKey } from "../commands/api-keys.ts";
import { endpointNames, saveEndpoint, trySettings } from "../settings.ts";
import { askForUrls } from "./ask-for-url.ts";
import { freeName } from "./endpoint-name.ts";
import { type PaperEndpoint, paperOnOpenRouter, paperOnVllm, tellMissing } from "./paper-endpoints.ts";

/**
 * Adds the paper's models at once, under the names that the bank has for them.
 *
 * @returns whether any was added
 */
export async function addPaperModels(
  { keys, bank }: CommandContext,
  title: string,
  kind: "openrouter" | "vllm",
): Promise<boolean> {
  const urls = kind === "vllm" ? await askForUrls(title, "http://127.0.0.1:8000/v1") : [];
  if (urls === undefined) return false;
  const prompt =
    kind === "vllm"
      ? l10n.t("API key of these servers; leave it empty if they need none.")
      : l10n.t("OpenRouter's API key");
  const key = (await askForKey(title, prompt))?.trim();
  if (key === undefined) return false;
  const template = { bankModels: await modelsOf(bank), longOutputs: wantsLongOutputs() };
  const added = await endpointsOf(kind, urls, key === "" ? null : key, template);
  if (added === null) return false;
  tellMissing(added);
  for (const { endpoint } of added) {
    if (key !== "") await keys.set(endpoint, key);
    await saveEndpoint(endpoint);
  }
  return added.length > 0;
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
  return settings?.parameters.maxAggregatorTokens === presets["paper-32k"].maxAggregatorTokens;
}
