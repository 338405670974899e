import type { ChatMessage } from "../ports.ts";
import { type CandidateRecord, replyOf, type RunRecord } from "./run-record.ts";

/** What a turn needs to know of a run. */
type Replacing = Pick<RunRecord, "runId" | "replaces">;

/** One turn of a conversation: the run that counts, and what it stands in the place of. */
export interface Turn<Run extends Replacing = RunRecord> {
  readonly run: Run;
  /** The turns that it replaced: that of the same question first, then those that followed it. */
  readonly earlier: readonly Turn<Run>[];
}

/**
 * The turns that make up a conversation, in order. A run that replaces another takes the place of that run and of all
 * after it; where that run is not to be found, it stands at the end.
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
 * The conversation that a new question goes on with: what stood before the chat's first question, where that was asked
 * elsewhere, the questions so far, and the replies that the user went on with.
 *
 * @param replaces the run in whose place the question is asked: only what stands before that counts
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

/** Whether a candidate can become the reply of its run, which has ended. */
export function canBeReply(
  { outcome }: Pick<RunRecord, "outcome">,
  { text, status }: Pick<CandidateRecord, "text" | "status">,
): boolean {
  return outcome !== "running" && text.trim() !== "" && (status === "finished" || status === "truncated");
}
