import type { ChatMessage } from "../ports.ts";
import { type CandidateRecord, replyOf, type RunRecord } from "../record/index.ts";

/** The fields of a run that a turn needs. */
type Replacing = Pick<RunRecord, "runId" | "replaces">;

/** One turn of a conversation: the run that counts, and the turns that it replaced. */
export interface Turn<Run extends Replacing = RunRecord> {
  readonly run: Run;
  /** The replaced turns: that of the same question first, then those that followed it. */
  readonly earlier: readonly Turn<Run>[];
}

/**
 * Returns the turns of a conversation, in order. A run that replaces another takes the place of that run and of all
 * runs after it. If that run is not found, the new one goes to the end.
 *
 * @param runs in the order in which they were asked
 */
export function turnsOf<Run extends Replacing>(runs: readonly Run[]): Turn<Run>[] {
  const turns: Turn<Run>[] = [];
  for (const run of runs) {
    const place = run.replaces === null ? -1 : turns.findIndex((turn) => turn.run.runId === run.replaces);
    turns.push({ run, earlier: place < 0 ? [] : turns.splice(place) });
  }
  return turns;
}

/**
 * Returns the conversation that a new question continues: the conversation before the chat's first question, if that
 * was asked elsewhere; the questions so far; and the replies that the user continued with.
 *
 * @param replaces the run that the question replaces: only the turns before it count
 */
export function conversationOf(runs: readonly RunRecord[], replaces: string | null = null): ChatMessage[] {
  const counting = turnsOf(runs).map(({ run }) => run);
  const end = counting.findIndex(({ runId }) => runId === replaces);
  const told = runs[0]?.asked.conversation ?? [];
  const turns = counting.slice(0, end < 0 ? undefined : end).flatMap((run): ChatMessage[] => {
    const reply = replyOf(run);
    if (reply === null) return [];
    return [
      { role: "user", content: run.question },
      { role: "assistant", content: reply },
    ];
  });
  return [...told, ...turns];
}

/** Whether a candidate can become the reply of its run. The run must have ended. */
export function canBeReply(
  { outcome }: Pick<RunRecord, "outcome">,
  { text, status }: Pick<CandidateRecord, "text" | "status">,
): boolean {
  return outcome !== "running" && text.trim() !== "" && (status === "finished" || status === "truncated");
}
