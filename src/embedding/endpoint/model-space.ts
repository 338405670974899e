import { wordsOf } from "../../core/model-names/index.ts";
import type { EndpointModel } from "../../core/settings/index.ts";
import { type Instructions, spaceSuffix } from "../instructions.ts";

/**
 * The embedding space of a model, the same whichever server serves it under whichever spelling of its name: that of the
 * model's `name` in the settings, else of its id. Other weights (`-GGUF`, `q4_0`) make other vectors and count as another
 * model. Vectors that are asked for with another length have a space of their own.
 */
export function modelSpace({ id, name, parameters }: EndpointModel, instructions: Instructions): string {
  const dimensions = parameters?.["dimensions"];
  const length = typeof dimensions === "number" ? `/${dimensions}` : "";
  return `${wordsOf(name ?? id) || (name ?? id)}${length}${spaceSuffix(instructions)}`;
}
