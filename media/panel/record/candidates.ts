import type { CandidateRecord, ReplyStatus, RunRecord } from "../../../src/protocol/index.ts";

export { bestMerged, canBeMerged, canBeReply, canStandIn } from "../../../src/protocol/index.ts";

/** The number people know a candidate by: its draw, counted from one. */
export function candidateNumber({ subset }: Pick<CandidateRecord, "subset">): number {
  return subset + 1;
}

/** Whether nothing more will come. */
export function hasEnded(status: ReplyStatus): boolean {
  return status !== "waiting" && status !== "streaming";
}

/** The candidate with the highest posterior score; null before scoring and when no aggregation finished. */
export function winnerOf({ candidates, winner, fallback }: RunRecord): CandidateRecord | null {
  return winner === null || fallback !== null ? null : (candidates[winner] ?? null);
}

/** Which of its model's answers a reference is, as messages name it. */
export function placeOf({ references }: RunRecord, index: number): { model: string; sample?: number } {
  const model = references[index]?.model ?? "";
  const sample = references.slice(0, index).filter((one) => one.model === model).length;
  return sample > 0 ? { model, sample } : { model };
}

/** The candidate that stands as the reply: the user's choice, else the winner. */
export function replyOf(record: RunRecord): CandidateRecord | null {
  return record.choice === null ? winnerOf(record) : (record.candidates[record.choice] ?? null);
}

/** The candidates as they are shown: the winner, then by score, then the unscored by draw. */
export function inOrder(record: RunRecord): CandidateRecord[] {
  const winner = winnerOf(record);
  const rank = (one: CandidateRecord): number => (one === winner ? Infinity : (one.score ?? -Infinity));
  return [...record.candidates].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x === y ? a.subset - b.subset : y - x;
  });
}
