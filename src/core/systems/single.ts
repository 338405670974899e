import { memberNamed } from "../member-named.ts";
import { mostAccurate } from "./best-model.ts";
import { nothing } from "./one-draw.ts";
import type { Asked, System } from "./system.ts";

/** Single model: one model answers once, the one of the settings or the most accurate one on the bank. */
export const single: System<"vote"> = {
  conclusion: "vote",
  needsBank: false,
  choose(asked) {
    const { parameters, pool } = asked;
    const set = named(asked);
    const { model, warnings } = set === undefined ? mostAccurate(asked) : { model: set, warnings: [] };
    const isMissing = set === undefined && parameters.singleModel !== "auto" && pool.length > 0;
    const missing = `The model ${parameters.singleModel} (smcs.singleModel) is not among those that may answer; ${model ?? "no model"} answers instead.`;
    return {
      referencers: model === null ? [] : [model],
      // The bank name, so that a record says which model was meant.
      parameters: { ...parameters, singleModel: set ?? "auto" },
      warnings: [...(isMissing ? [missing] : []), ...warnings],
    };
  },
  draw: nothing,
};

function named({ pool, parameters: { singleModel } }: Asked): string | undefined {
  return memberNamed(pool, singleModel)?.name;
}
