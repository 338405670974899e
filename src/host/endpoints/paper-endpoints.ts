import { l10n } from "vscode";
import { normaliseBaseUrl } from "../../chat/base-url.ts";
import { serverOf } from "../../chat/chat-target.ts";
import type { ModelFacts } from "../../chat/model-facts.ts";
import {
  type Endpoint,
  findServed,
  paperEndpointModel,
  type PaperModel,
  paperModels,
  type PaperTemplate,
} from "../../core/settings/index.ts";
import { connect } from "./connect.ts";

/** A new endpoint, and the models of the paper that it has. */
export interface PaperEndpoint {
  readonly endpoint: Endpoint;
  readonly found: readonly PaperModel[];
}

type ServedFacts = Omit<ModelFacts, "parameters">;

const ALL = l10n.t("Add All Fifteen");
const SKIP = l10n.t("Continue Without It");

/** The paper's models that OpenRouter serves now, as an endpoint; null when the user gave up. */
export async function paperOnOpenRouter(
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
 * The paper's models on vLLM servers, an endpoint for each server that has some; null when the user gave up.
 *
 * @param key for all of them
 * @param nameOfNext a name that no endpoint has
 */
export async function paperOnVllm(
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

/** A sentence on which of the fifteen were found nowhere; null when all were found. */
export function missingText(endpoints: readonly PaperEndpoint[]): string | null {
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

/** A model of which only the id is known. */
function said(id: string): ServedFacts {
  return { id, contextTokens: null, prices: null };
}
