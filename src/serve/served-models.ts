import { presetNames } from "../core/parameters.ts";
import { systemNames } from "../core/system-names.ts";
import { OpenAiError } from "./openai-error.ts";

/** How a served model answers: by a preset, by a system, or as the settings say. */
export interface ServedManner {
  readonly preset?: string;
  readonly system?: string;
}

/** The settings as they are. */
const SETTINGS_MODEL = "smcs";

/** The served models by id: the settings, the presets, and the systems other than SMCS's own, which the presets are. */
const manners: ReadonlyMap<string, ServedManner> = new Map([
  [SETTINGS_MODEL, {}],
  ...presetNames.map((preset): [string, ServedManner] => [`smcs/${preset}`, { preset }]),
  ...systemNames
    .filter((system) => system !== "smcs")
    .map((system): [string, ServedManner] => [`smcs/${system}`, { system }]),
]);

/** The embedder that serves the question bank, for `/v1/embeddings`. */
export const EMBEDDING_MODEL = "smcs/embedder";

/** Ids of the served models. */
export const servedModels: readonly string[] = [...manners.keys(), EMBEDDING_MODEL];

/**
 * Returns how a model answers.
 *
 * @param allowed the models that the key may use; null for all
 * @throws OpenAiError when there is no such model for this key
 */
export function mannerOf(model: string, allowed: readonly string[] | null): ServedManner {
  const manner = manners.get(model);
  if (manner !== undefined && (allowed?.includes(model) ?? true)) return manner;
  throw unknownModel(model);
}

/** @throws OpenAiError when a model is not the embedder, or the key may not use it */
export function refuseOtherThanEmbedder(model: string, allowed: readonly string[] | null): void {
  if (model !== EMBEDDING_MODEL || allowed?.includes(model) === false) throw unknownModel(model);
}

function unknownModel(model: string): OpenAiError {
  return new OpenAiError(404, `There is no model ${JSON.stringify(model.slice(0, 100))}. GET /v1/models lists them.`, {
    param: "model",
    code: "model_not_found",
  });
}
