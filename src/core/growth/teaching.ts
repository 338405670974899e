import { examplesFor, taskOfExamples } from "../examples/index.ts";
import { comparedTexts } from "../reading/index.ts";
import type { Question } from "../question.ts";
import { ratingOf, type RunRecord, standingReply } from "../record/index.ts";
import { retrievalText } from "../selection/index.ts";
import type { TaskOf } from "../tasks/index.ts";

/** What a run can teach: the question, and the texts that decide which models agree with the chosen reply. */
export interface Teaching {
  readonly kind: "teaching";
  /** The text for the bank: the one that is embedded for retrieval, without attached context. */
  readonly question: string;
  /** The question as the models received it. */
  readonly asked: Question;
  /** Whether code is compared. */
  readonly coding: boolean;
  /** The check that the examples of the run make; null when it was decided without examples. */
  readonly task: TaskOf<"code-tests"> | null;
  readonly chosen: ComparedReply;
  /** Replies that ended; those that were cut off are taken as they are. */
  readonly references: readonly (ComparedReply & { readonly model: string })[];
}

/** A reply, and the part of it that is compared with others. */
interface ComparedReply {
  readonly reply: string;
  /** The part that is compared. */
  readonly text: string;
}

/** Says that nothing is learned, and why, in a sentence. */
export interface NothingLearned {
  readonly kind: "nothing";
  readonly reason: string;
}

/** Returns that nothing is learned, for a reason in a sentence. */
export const nothing = (reason: string): NothingLearned => ({ kind: "nothing", reason });

/** Returns what a finished run teaches about its referencers (A.6), or why it teaches nothing. */
export function teachingOf(record: RunRecord): Teaching | NothingLearned {
  if (record.simulated) return nothing("Simulated models answered: their answers say nothing about real models.");
  if (record.outcome !== "done") return nothing("The run did not finish, so there is no answer to learn from.");
  // A bad rating says nothing about a model: the answer may be too long, and a similar one may lack its mistake.
  if (ratingOf(record) === "bad") return nothing("You rated this answer as bad, so no model counts as right by it.");
  const reply = finishedReply(record);
  if (reply === null) return nothing("The run has no complete answer to learn from.");
  const references = record.references.filter(
    ({ status, text }) => (status === "finished" || status === "truncated") && text.trim() !== "",
  );
  if (references.length === 0)
    return nothing("No model finished an answer that could be compared with the chosen one.");
  const coding = record.selection?.coding ?? false;
  const [chosen = "", ...texts] = comparedTexts([reply, ...references.map(({ text }) => text)], coding);
  return {
    kind: "teaching",
    question: retrievalText(record.asked),
    asked: record.asked,
    coding,
    task: record.examples.length === 0 ? null : taskOfExamples(examplesFor(record.asked), reply),
    chosen: { reply, text: chosen },
    references: references.map(({ model, text: whole }, index) => ({ model, reply: whole, text: texts[index] ?? "" })),
  };
}

/** Returns the reply that the user chose, otherwise the winner; null when it is missing, partial or empty. */
function finishedReply(record: RunRecord): string | null {
  const reply = standingReply(record)?.reply;
  return reply?.status === "finished" && reply.text.trim() !== "" ? reply.text : null;
}
