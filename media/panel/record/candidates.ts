import type { CandidateRecord, ReplyStatus, RunRecord } from "../../../src/core/record/index.ts";

/** Returns the number that people know a candidate by: its draw, counted from 1. */
export function candidateNumber({ subset }: Pick<CandidateRecord, "subset">): number {
  return subset + 1;
}

/** Returns whether no more text will arrive. */
export function hasEnded(status: ReplyStatus): boolean {
  return status !== "waiting" && status !== "streaming";
}

/** Returns the candidate with the highest posterior score; null before scoring and when no aggregation finished. */
export function winnerOf({ candidates, winner, fallback }: RunRecord): CandidateRecord | null {
  return winner === null || fallback !== null ? null : (candidates[winner] ?? null);
}

/**
 * Returns a reference's model and, if that model answered several times, the index of the answer, as messages name it.
 */
export function placeOf({ references }: RunRecord, index: number): { model: string; sample?: number } {
  const model = references[index]?.model ?? "";
  const sample = references.slice(0, index).filter((one) => one.model === model).length;
  return sample > 0 ? { model, sample } : { model };
}

/** Returns the candidate that is the reply: the user's choice, else the winner. */
export function replyOf(record: RunRecord): CandidateRecord | null {
  return record.choice === null ? winnerOf(record) : (record.candidates[record.choice] ?? null);
}

/** Returns the candidates in display order: the winner, then by score, then the unscored by draw. */
export function inOrder(record: RunRecord): CandidateRecord[] {
  const winner = winnerOf(record);
  const rank = (one: CandidateRecord): number => (one === winner ? Infinity : (one.score ?? -Infinity));
  return [...record.candidates].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x === y ? a.subset - b.subset : y - x;
  });
}
