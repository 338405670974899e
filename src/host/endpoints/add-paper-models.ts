import { l10n, window } from "vscode";
import { normaliseBaseUrl, originOf, serverOf } from "../../servers/index.ts";
import type { ModelFacts } from "../../server-facts/index.ts";
import { presets } from "../../core/parameters.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { findServed, paperEndpointModel, type PaperModel, paperModels, type PaperTemplate } from "./paper-models.ts";
import { completeAddress } from "../../probe/discovery/index.ts";
import type { CommandContext } from "../command-context.ts";
import { askForKey } from "../commands/api-keys.ts";
import { showWarningMessage } from "../messages.ts";
import { endpointNames, saveEndpoint, trySettings } from "../settings.ts";
import { connect } from "./connect.ts";
import { freeName } from "./endpoint-name.ts";
import type { Added } from "./tell-ready.ts";
import { mayTravel } from "./unencrypted.ts";

/** A new endpoint, and its models of the paper. */
interface PaperEndpoint {
  readonly endpoint: Endpoint;
  readonly found: readonly PaperModel[];
}

type ServedFacts = Omit<ModelFacts, "parameters">;

const ALL = l10n.t("Add All Fifteen");
const SKIP = l10n.t("Continue Without It");

/**
 * Adds the paper's models at once, under the bank's names.
 *
 * @returns what was added; null when the user cancelled or nothing was found
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

/** Asks for one or several base URLs. Returns undefined when the user cancelled. */
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

/** Returns the models that the bank knows; empty for an unreadable bank, which must not prevent adding endpoints. */
async function modelsOf(bank: CommandContext["bank"]): Promise<string[]> {
  const overview = await bank.read().catch(() => null);
  return Object.keys(overview?.stats.models ?? {});
}

/** Returns whether the settings follow A.5, with long answers of thinking models. */
function wantsLongOutputs(): boolean {
  const { settings } = trySettings();
  return settings?.parameters.maxOutputTokens === presets["paper-32k"].maxOutputTokens;
}

/** Returns the paper's models that OpenRouter serves now, as an endpoint; null when the user cancelled. */
async function paperOnOpenRouter(
  name: string,
  key: string | null,
  template: PaperTemplate,
): Promise<PaperEndpoint | null> {
  const endpoint: Endpoint = { name, kind: "openrouter", models: [] };
  const listed = await connect(serverOf(endpoint, key), ALL);
  if (listed === null) return null;
  const known = paperModels.filter(({ openRouter }) => openRouter !== null);
  if (listed === "otherwise") return withModels(endpoint, known, (model) => said(model.openRouter ?? ""), template);
  return withServed(endpoint, listed, template);
}

/**
 * Returns the paper's models on vLLM servers, with an endpoint for each server that has some; null when the user
 * cancelled.
 *
 * @param key for all of them
 * @param nameOfNext returns a name that no endpoint has
 */
async function paperOnVllm(
  urls: readonly string[],
  key: string | null,
  nameOfNext: () => string,
  template: PaperTemplate,
): Promise<PaperEndpoint[] | null> {
  const isOnly = urls.length === 1;
  const endpoints: PaperEndpoint[] = [];
  for (const url of urls) {
    const address = { kind: "vllm", baseUrl: normaliseBaseUrl(url) } as const;
    const endpoint: Endpoint = { name: nameOfNext(), ...address, models: [] };
    const listed = await connect(serverOf(endpoint, key), isOnly ? ALL : SKIP);
    if (listed === null) return null;
    const onHuggingFace = ({ huggingFace }: PaperModel): ServedFacts => said(huggingFace);
    if (listed !== "otherwise") endpoints.push(withServed(endpoint, listed, template));
    else if (isOnly) endpoints.push(withModels(endpoint, paperModels, onHuggingFace, template));
  }
  return endpoints.filter(({ found }) => found.length > 0);
}

/** Returns a sentence that names the missing ones of the fifteen; null when all were found. */
function missingText(endpoints: readonly PaperEndpoint[]): string | null {
  const found = new Set(endpoints.flatMap((one) => one.found));
  const missing = paperModels.filter((model) => !found.has(model)).map(({ name }) => name);
  if (missing.length === 0) return null;
  return l10n.t("Of the paper's {0} models these are not served there: {1}.", paperModels.length, missing.join(", "));
}

function withServed(endpoint: Endpoint, listed: readonly ModelFacts[], template: PaperTemplate): PaperEndpoint {
  const served = paperModels.filter((model) => findServed(model, listed) !== undefined);
  return withModels(endpoint, served, (model) => findServed(model, listed) ?? said(model.huggingFace), template);
}

function withModels(
  endpoint: Endpoint,
  found: readonly PaperModel[],
  factsOf: (model: PaperModel) => ServedFacts,
  template: PaperTemplate,
): PaperEndpoint {
  return {
    endpoint: { ...endpoint, models: found.map((model) => paperEndpointModel(model, factsOf(model), template)) },
    found,
  };
}

/** Returns a model with only its id known. */
function said(id: string): ServedFacts {
  return { id, contextTokens: null, prices: null };
}
