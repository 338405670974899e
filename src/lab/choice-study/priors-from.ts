/** Replies to a question that are known to be right or wrong. */
interface KnownReplies {
  readonly questionId: string;
  readonly candidates: readonly { readonly model: string; readonly correct: boolean }[];
}

interface Count {
  right: number;
  replies: number;
}

/**
 * Returns each model's share of right replies to the other questions, so that no prior knows the question that it is
 * used for. Without other replies it is one half.
 */
export function priorsFrom(rows: readonly KnownReplies[]): (model: string, questionId: string) => number {
  const ofModel = new Map<string, Count>();
  const ofQuestion = new Map<string, Count>();
  for (const { questionId, candidates } of rows)
    for (const { model, correct } of candidates) {
      add(ofModel, model, correct);
      add(ofQuestion, keyOf(model, questionId), correct);
    }
  return (model, questionId) => {
    const all = ofModel.get(model) ?? { right: 0, replies: 0 };
    const own = ofQuestion.get(keyOf(model, questionId)) ?? { right: 0, replies: 0 };
    const others = all.replies - own.replies;
    return others === 0 ? 0.5 : (all.right - own.right) / others;
  };
}

function add(counts: Map<string, Count>, key: string, correct: boolean): void {
  const count = counts.get(key) ?? { right: 0, replies: 0 };
  counts.set(key, { right: count.right + (correct ? 1 : 0), replies: count.replies + 1 });
}

function keyOf(model: string, questionId: string): string {
  return JSON.stringify([model, questionId]);
}
