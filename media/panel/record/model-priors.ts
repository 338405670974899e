import type { RunRecord } from "../../../src/protocol/index.ts";

/** What the choice of models was made from. */
export type Selection = NonNullable<RunRecord["selection"]>;

/** One model's prior as it is drawn. */
export interface PriorShare {
  readonly model: string;
  /** V_ref (Eq. 4). */
  readonly value: number;
  /** The prior as a share of the highest it could be: what the model got right, in [0, 1]. */
  readonly share: number;
  readonly evaluated: boolean;
  readonly asked: boolean;
}

/**
 * The priors as shares. V_ref is at most the summed similarity W of the support questions; without support it is the
 * overall accuracy, which is a share already.
 */
export function priorShares({ prior, support, referencers }: Selection): PriorShare[] {
  const whole = support.length > 0 ? support.reduce((sum, { similarity }) => sum + similarity, 0) : 1;
  return prior.map(({ model, value, evaluated }) => ({
    model,
    value,
    share: whole > 0 ? Math.min(1, Math.max(0, value / whole)) : 0,
    evaluated,
    asked: referencers.includes(model),
  }));
}
