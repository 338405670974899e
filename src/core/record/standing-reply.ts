import type { Rating, ReplyPlace } from "./run-events.ts";
import type { CandidateRecord, ReferenceRecord, RunRecord } from "./run-record.ts";

/** The reply that counts as the answer of a run. */
interface StandingReply {
  readonly reply: CandidateRecord | ReferenceRecord;
  readonly place: ReplyPlace;
}

/** Returns the user's choice, otherwise the winner; null when there is none. */
export function standingReply({ choice, winner, fallback, candidates, references }: RunRecord): StandingReply | null {
  const index = choice ?? winner;
  if (index === null) return null;
  if (choice === null && fallback !== null) {
    const reply = references[index];
    if (reply === undefined) return null;
    const sample = references.slice(0, index).filter(({ model }) => model === reply.model).length;
    return { reply, place: sample === 0 ? { model: reply.model } : { model: reply.model, sample } };
  }
  const reply = candidates[index];
  return reply === undefined ? null : { reply, place: { draw: reply.subset } };
}

/** Returns the text that counts as the answer; null when there is none. */
export function replyOf(record: RunRecord): string | null {
  return standingReply(record)?.reply.text ?? null;
}

/** Returns the user's rating of the answer; null when there is none. */
export function ratingOf(record: RunRecord): Rating | null {
  return standingReply(record)?.reply.rating ?? null;
}
