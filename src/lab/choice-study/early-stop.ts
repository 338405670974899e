import { allAgree } from "../../core/enhancement/index.ts";
import type { ReplyEmbedder } from "../../core/ports.ts";
import { comparedTexts } from "../../core/reading/index.ts";
import { type CandidateSet, hasAnswers } from "./candidate-sets.ts";
import { accuracyOf, bySimilarity, type MeasuredSet } from "./rules.ts";

/** What the early stop does to a set: means over the orders in which the candidates arrive. */
export interface StoppedEarly {
  /** Chance that the choice by S_sim among the candidates that arrived is right. */
  readonly accuracy: number;
  /** Share of the orders in which the rest is not waited for. */
  readonly stopped: number;
  /** Share of the candidates that are not waited for. */
  readonly notWaitedFor: number;
}

/**
 * Lets candidates arrive in random orders, and stops as the product does (`core/answer/early-stop.ts`): once more than
 * half of the candidates have arrived and all of them agree.
 */
export async function stoppedEarly(
  set: MeasuredSet,
  orders: readonly (readonly number[])[],
  embedder: ReplyEmbedder,
): Promise<StoppedEarly> {
  const whole = accuracyOf(bySimilarity, set);
  // Orders that begin with the same candidates stop in the same way.
  const known = new Map<string, Promise<number | null>>();
  let [accuracy, stopped, left] = [0, 0, 0];
  for (const order of orders) {
    const count = order.length;
    let [arrived, right] = [count, whole];
    for (let some = Math.floor(count / 2) + 1; some < count; some++) {
      const subset = order.slice(0, some).toSorted((a, b) => a - b);
      const key = subset.join();
      const found = known.get(key) ?? rightIfAgreed(subset, set, embedder);
      known.set(key, found);
      const accuracyNow = await found;
      if (accuracyNow === null) continue;
      [arrived, right] = [some, accuracyNow];
      break;
    }
    accuracy += right;
    stopped += Number(arrived < count);
    left += (count - arrived) / count;
  }
  return {
    accuracy: accuracy / orders.length,
    stopped: stopped / orders.length,
    notWaitedFor: left / orders.length,
  };
}

/** Returns the chance that the choice among some candidates is right; null when they do not agree. */
async function rightIfAgreed(
  some: readonly number[],
  set: MeasuredSet,
  embedder: ReplyEmbedder,
): Promise<number | null> {
  const candidates = some.flatMap((index) => set.candidates[index] ?? []);
  const texts = candidates.map(({ text }) => text);
  const coding = !hasAnswers(set);
  if (!(await allAgree(texts, coding, embedder))) return null;
  const embeddings = await embedder.embedReplies(comparedTexts(texts, coding));
  const passed = some.map((index) => set.passed[index] ?? null);
  return accuracyOf(bySimilarity, { ...set, candidates, embeddings, passed });
}

/** Returns the texts of a set whose similarity is compared, as in a run of the product. */
export function textsToCompare(set: CandidateSet): readonly string[] {
  return comparedTexts(
    set.candidates.map(({ text }) => text),
    !hasAnswers(set),
  );
}
