import type { RunRecord } from "../../../src/core/record/index.ts";

/** The data behind the choice of models. */
export type Selection = NonNullable<RunRecord["selection"]>;

/** One model's prior for drawing. */
export interface PriorShare {
  readonly model: string;
  /** V_ref (Eq. 4). */
  readonly value: number;
  /** The prior as a share of its highest possible value, in [0, 1]. */
  readonly share: number;
  readonly evaluated: boolean;
  readonly asked: boolean;
  /** How much it adds to the chance that at least one asked model is right; absent unless it was chosen for that. */
  readonly adds?: number;
}

/**
 * Returns the priors as shares. V_ref is at most the summed similarity W of the support questions. Without support,
 * V_ref is the overall accuracy, which is already a share.
 */
export function priorShares({ prior, support, referencers, chosen = [] }: Selection): PriorShare[] {
  const whole = support.length > 0 ? support.reduce((sum, { similarity }) => sum + similarity, 0) : 1;
  const added = new Map(chosen.map(({ model, adds }) => [model, { adds }]));
  return prior.map(({ model, value, evaluated }) => ({
    model,
    value,
    share: whole > 0 ? Math.min(1, Math.max(0, value / whole)) : 0,
    evaluated,
    asked: referencers.includes(model),
    ...added.get(model),
  }));
}
