import { wordsOf } from "../../core/model-names/index.ts";
import type { EndpointModel } from "../../core/endpoints/index.ts";
import { type Instructions, spaceSuffix } from "../instructions.ts";

/**
 * Returns the embedding space of a model. The space is the same for every server and every spelling of the model's
 * name: it is made from the model's `name` in the settings, else from its id. Other weights (`-GGUF`, `q4_0`) give
 * other vectors and count as another model. Vectors requested with another length have a space of their own.
 */
export function modelSpace({ id, name, parameters }: EndpointModel, instructions: Instructions): string {
  const dimensions = parameters?.["dimensions"];
  const length = typeof dimensions === "number" ? `/${dimensions}` : "";
  return `${wordsOf(name ?? id) || (name ?? id)}${length}${spaceSuffix(instructions)}`;
}
