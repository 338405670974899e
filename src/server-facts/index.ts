/** The facts that servers state about themselves and their models. */
export { listModels } from "./list-models.ts";
export { type ModelFacts, parseModelList, readsPictures, tokenCount } from "./model-facts.ts";
