import * as v from "valibot";
import type { LocalFamily } from "./local-families.ts";
import { factLimits, readJsonOrNull } from "./read-json.ts";
import { tokenCount } from "../../server-facts/index.ts";

const listSchema = v.object({
  data: v.array(
    v.fallback(
      v.nullable(
        v.object({
          id: v.string(),
          type: v.string(),
          state: v.string(),
          max_context_length: tokenCount,
          loaded_context_length: tokenCount,
        }),
      ),
      null,
    ),
  ),
});

/** Facts from LM Studio's own list of models. A loaded model has the context that it was loaded with. */
export const lmStudioFacts: LocalFamily = async (server, modelId, signal) => {
  const list = v.safeParse(listSchema, await readJsonOrNull(server, { path: "/api/v0/models" }, factLimits, signal));
  const model = list.success ? list.output.data.find((one) => one?.id === modelId) : null;
  if (model == null) return null;
  const { type, state, max_context_length: most, loaded_context_length: loaded } = model;
  return {
    family: "LM Studio",
    contextTokens: state === "loaded" ? loaded : null,
    chats: type !== "embeddings",
    vision: type === "vlm",
    note:
      most !== null && loaded !== null && loaded < most
        ? `LM Studio has loaded this model with a context of ${loaded} tokens; it could read ${most}. Change it where the model is loaded.`
        : null,
  };
};
