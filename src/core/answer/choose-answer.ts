import { messageOf } from "../errors.ts";
import type { Emit, ReferencePlace } from "../record/index.ts";
import { type Candidate, conclude } from "../systems/index.ts";
import type { Conclusion } from "../system-names.ts";
import { type ExampleChecks, onlyPassing, withShares } from "./example-checks.ts";
import { NOTHING_MERGED, onlyPassesWarning } from "./outcome-warnings.ts";

/** What the choice of an answer takes. */
interface Choosing {
  readonly conclusion: Conclusion;
  readonly concluding: Parameters<typeof conclude>[2];
  /** Null when the question has no examples that are run. */
  readonly checks: ExampleChecks | null;
  /** The places of the references, in their order. */
  readonly places: readonly ReferencePlace[];
  /** Corrects a candidate whose code fails examples. Resolves with null when there is no correction. */
  readonly correct: (candidate: Candidate) => Promise<Candidate | null>;
  readonly stop: AbortSignal;
}

/** The answer of a single model that is shown instead of a candidate. */
interface Instead {
  /** Index of the reference; null when any will do. */
  readonly reference: number | null;
  /** In words for the user. */
  readonly why: string;
}

/**
 * Scores the candidates and emits the winner. If its code fails examples, and no reference passes all of them, it is
 * corrected once, and the correction is a candidate like any other. If the correction fails, or the user stops it, the
 * winner stays.
 *
 * @returns the reference that is shown instead; null when a candidate is the answer, or the user has stopped
 */
export async function chooseAnswer(
  merged: readonly Candidate[],
  { conclusion, concluding, checks, places, correct, stop }: Choosing,
  emit: Emit,
): Promise<Instead | null> {
  const candidates = await withShares(merged, checks);
  const passesAll = candidates.some(({ passed }) => passed === 1);
  const shares = passesAll ? [] : ((await checks?.ofReferences(places)) ?? []);
  if (stop.aborted) return null;
  const winner = await conclude(conclusion, candidates, concluding, emit);
  const passing = onlyPassing(candidates, shares);
  if (passing !== null) return { reference: passing, why: onlyPassesWarning(places[passing]?.model ?? "") };
  if (winner === null) return { reference: null, why: NOTHING_MERGED };
  const best = candidates.find(({ draw }) => draw === winner);
  const compete = async (one: Candidate): Promise<void> => {
    const corrected = await correct(one);
    if (corrected === null || stop.aborted) return;
    await conclude(conclusion, await withShares([...candidates, corrected], checks), concluding, emit);
  };
  // The winner stands, whatever becomes of its correction.
  const failed = (error: unknown): void => {
    if (!hasStopped(stop)) emit({ type: "warning", message: messageOf(error) });
  };
  if (best !== undefined) await compete(best).catch(failed);
  return null;
}

/** Wrapped in a function so that TypeScript does not narrow `aborted`. */
function hasStopped({ aborted }: AbortSignal): boolean {
  return aborted;
}
